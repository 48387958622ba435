CREATE TABLE t (
  id INT PRIMARY KEY, a VARCHAR(20), b VARCHAR(20), d DATE, ts TIMESTAMP(3) NULL, dt DATETIME, n INT, j JSON,
  whole VARCHAR(50) AS (CONCAT_WS(' ', a, b)) STORED,
  dated VARCHAR(50) AS (CONCAT('on ', d)) VIRTUAL,
  ts_day DATE AS (DATE(ts)) STORED,
  dt_day DATE AS (DATE(dt)) STORED,
  moment TIMESTAMP(3) AS (COALESCE(ts, dt)) STORED,
  sound VARCHAR(20) AS (SOUNDEX(a)) STORED,
  from_json VARCHAR(20) AS (JSON_VALUE(j, '$.k')) STORED,
  age INT AS (TIMESTAMPDIFF(YEAR, d, NOW())) VIRTUAL,
  doubled INT AS (n * 2) STORED,
  unwanted VARCHAR(50) AS (CONCAT_WS('-', a, b)) STORED,
  KEY by_whole (whole)
);
INSERT INTO t (id, a, b, d, ts, dt, n, j) VALUES
  (1, 'x', 'y', '2024-02-29', '2024-02-29 23:30:00.5', '2024-02-29 10:00:00', 1, '{"k": "v"}'),
  (2, NULL, 'y', NULL, NULL, NULL, NULL, NULL);
