SET SESSION sql_mode = '';
CREATE TABLE good (id int PRIMARY KEY, n int);
INSERT INTO good VALUES (1, 10);
CREATE TABLE dated (id int PRIMARY KEY, day date NOT NULL);
INSERT INTO dated VALUES (1, '2024-01-01'), (2, '0000-00-00');
