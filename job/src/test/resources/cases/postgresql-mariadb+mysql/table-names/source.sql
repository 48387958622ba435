CREATE TABLE peernodes (id int PRIMARY KEY);
INSERT INTO peernodes VALUES (1);
