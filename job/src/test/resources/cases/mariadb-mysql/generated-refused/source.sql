CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(20), n INT,
  coded VARCHAR(50) AS (HEX(DES_ENCRYPT(a, 'k'))) STORED, hidden VARBINARY(50) AS (ENCODE(a, 'k')) VIRTUAL, twice INT AS (n * 2) STORED,
  KEY by_coded (coded));
INSERT INTO t (id, a, n) VALUES (1, 'x', 1), (2, NULL, NULL), (3, 'yy', -3);
