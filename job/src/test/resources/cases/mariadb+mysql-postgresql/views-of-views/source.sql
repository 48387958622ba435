CREATE TABLE film (id INT PRIMARY KEY, title VARCHAR(50), price DECIMAL(4,2), length SMALLINT UNSIGNED, seen DATE, rating ENUM('G','R'), shown DATETIME, one BOOLEAN);
INSERT INTO film VALUES (1, 'a', 0.99, 86, '2024-01-01', 'G', '2024-01-01 10:00:00', 1), (2, 'b', 4.99, 120, NULL, 'R', NULL, 0), (3, 'b', 2.99, NULL, '2025-01-01', NULL, NULL, NULL);
CREATE VIEW listed AS SELECT id AS fid, title, price, length, seen, rating, shown, one FROM film;
CREATE VIEW below AS SELECT fid, length FROM listed WHERE length < 100 AND price < 3 AND seen < '2024-06-01' AND shown < '2024-06-01 00:00:00' AND rating = 'G' AND one;
CREATE VIEW counted AS SELECT title, COUNT(*) AS n, SUM(price) AS total, MAX(length) AS longest, MIN(seen) AS first_seen, CONCAT(title, '!') AS loud, AVG(price) * 2 AS twice FROM listed GROUP BY title;
CREATE VIEW many AS SELECT n, total FROM counted WHERE n >= 2 AND total > 5.5 AND longest > 100 AND first_seen > '2024-06-01' AND loud <> 'c!' AND twice > 1;
CREATE VIEW both_ways AS SELECT id AS k, price AS v FROM film UNION ALL SELECT id, length FROM film;
CREATE VIEW great AS SELECT k FROM both_ways WHERE v > 4 AND k IN (SELECT fid FROM listed WHERE fid > 1);
