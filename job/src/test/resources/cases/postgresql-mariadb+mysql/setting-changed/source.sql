CREATE TABLE good (id int PRIMARY KEY, n int);
INSERT INTO good VALUES (1, 10);
CREATE TABLE measured (id int PRIMARY KEY, x double precision NOT NULL);
INSERT INTO measured VALUES (1, 1.5), (2, 'NaN');
