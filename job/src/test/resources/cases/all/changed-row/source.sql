CREATE TABLE item (id int PRIMARY KEY, name varchar(20));
INSERT INTO item VALUES (1, 'a'), (2, 'b'), (3, 'c');
