CREATE TABLE t (id INT PRIMARY KEY, a INT, b INT, c VARCHAR(20), d DATE DEFAULT (CURRENT_DATE), n INT DEFAULT ((1 + 2)),
  both_of VARCHAR(50) AS (CONCAT(c, '-''a', a)) VIRTUAL, year INT AS (YEAR(d)) STORED,
  CONSTRAINT t_c CHECK (c IN ('a', 'it''s') OR a BETWEEN 1 AND b),
  CONSTRAINT t_never CHECK (b <> 7) NOT ENFORCED,
  KEY by_sum ((a + b), b DESC), UNIQUE KEY by_lower ((LOWER(c))));
INSERT INTO t (id, a, b, c, d) VALUES (1, 1, 2, 'a', '2024-02-29'), (2, 3, 7, 'b', NULL);
