CREATE TABLE t (id int PRIMARY KEY, a varchar(375) NOT NULL, b varchar(375) NOT NULL, c int, KEY three (a, b, c), KEY one (a));
CREATE TABLE fits (id int PRIMARY KEY, a varchar(300), b varchar(300), KEY both_of (a, b));
INSERT INTO t VALUES (1, 'a', 'b', 1);
INSERT INTO t WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 372)
  SELECT 2, w, REVERSE(w), 1 FROM (SELECT group_concat(CONVERT(UNHEX(CONCAT('F09F', HEX(160 + CONV(LEFT(MD5(i), 2), 16, 10) % 8), HEX(128 + CONV(RIGHT(MD5(i), 2), 16, 10) % 64))) USING utf8mb4) SEPARATOR '') AS w FROM n) AS words;
INSERT INTO fits VALUES (1, repeat('a', 300), repeat('b', 300));
