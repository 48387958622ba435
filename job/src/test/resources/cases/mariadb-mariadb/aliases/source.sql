CREATE TABLE t (id int PRIMARY KEY, a int, b int, c decimal(10,0), d double, e varchar(10), f char(1), g tinyint(1));
INSERT INTO t VALUES (1, 2, 3, 4, 5.5, 'six', 's', 1);
