SET SESSION sql_mode = '';
CREATE TABLE good (id int PRIMARY KEY, n int);
INSERT INTO good VALUES (1, 10);
CREATE TABLE daily (day date PRIMARY KEY, n int);
INSERT INTO daily VALUES ('2024-01-01', 1), ('0000-00-00', 2);
