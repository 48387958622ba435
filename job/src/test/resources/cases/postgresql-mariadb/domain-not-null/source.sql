CREATE DOMAIN email AS text CHECK (VALUE ~ '@') NOT NULL;
CREATE TABLE person (id int PRIMARY KEY, mail email);
INSERT INTO person VALUES (1, 'a@b');
