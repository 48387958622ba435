CREATE TABLE t (id int PRIMARY KEY, a int, twice int AS (CASE WHEN a IN (1, 2) THEN 0 ELSE a * 2 END) STORED, day date AS (DATE(FROM_UNIXTIME(a))) VIRTUAL);
INSERT INTO t (id, a) VALUES (1, 10), (2, 20);
