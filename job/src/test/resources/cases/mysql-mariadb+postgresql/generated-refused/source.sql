CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(20), n INT, j JSON,
  hash VARCHAR(20) AS (ST_GeoHash(n, n, 5)) VIRTUAL, twice INT AS (n * 2) STORED,
  k VARCHAR(20) AS (JSON_UNQUOTE(JSON_EXTRACT(j, '$.k'))) STORED, KEY by_hash (hash));
INSERT INTO t (id, a, n, j) VALUES (1, 'x', 1, '{"k": "v"}'), (2, NULL, NULL, NULL), (3, 'yy', 3, '{}');
