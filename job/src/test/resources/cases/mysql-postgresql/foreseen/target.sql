CREATE TABLE shirt (id int PRIMARY KEY, size text, old varchar(20));
INSERT INTO shirt VALUES (9, 'S', 'here before');
