CREATE TABLE t (id INT PRIMARY KEY, a VARCHAR(10) COLLATE utf8mb4_general_ci, n INT,
  g TINYINT(1) AS (a = 'x') STORED, twice INT AS (n * 2) VIRTUAL, up VARCHAR(20) AS (UPPER(a)) STORED);
INSERT INTO t (id, a, n) VALUES (1, 'x', 1), (2, 'X', 2), (3, 'y', 3), (4, NULL, NULL);
CREATE TABLE keyless (n INT, twice INT AS (n * 2) STORED);
INSERT INTO keyless (n) VALUES (1), (1), (2), (NULL);
CREATE TABLE dates (id INT PRIMARY KEY, d DATE, y INT AS (YEAR(d)) STORED);
INSERT IGNORE INTO dates (id, d) VALUES (1, '0000-00-00'), (2, '2024-02-29'), (3, NULL);
