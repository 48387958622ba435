CREATE TABLE t (id INT PRIMARY KEY, n INT, twice INT AS (n * 2) STORED, plus INT AS (n + 1) VIRTUAL);
INSERT INTO t (id, n) VALUES (1, 1), (2, 2), (3, NULL);
