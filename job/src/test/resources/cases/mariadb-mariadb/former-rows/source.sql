SET system_versioning_insert_history = 1, time_zone = '+00:00';
CREATE TABLE kind (id int PRIMARY KEY);
INSERT INTO kind VALUES (1), (2), (3);
CREATE TABLE price (id int AUTO_INCREMENT PRIMARY KEY, code varchar(9), kind int, amount decimal(9,2), doubled decimal(9,2) AS (amount * 2) STORED, seen int WITHOUT SYSTEM VERSIONING, UNIQUE KEY code (code), KEY amount (amount), CONSTRAINT price_kind FOREIGN KEY (kind) REFERENCES kind (id), CONSTRAINT positive CHECK (amount > 0)) WITH SYSTEM VERSIONING;
INSERT INTO price (id, code, kind, amount, seen, row_start, row_end) VALUES
 (1, 'a', 1, 10, 1, '2020-01-01 00:00:00.000001', '2021-01-01 00:00:00'),
 (1, 'a', 1, 11, 2, '2021-01-01 00:00:00', '2022-06-01 12:00:00.5'),
 (1, 'b', 1, 12, 3, '2022-06-01 12:00:00.5', '2038-01-19 03:14:07.999999'),
 (2, 'b', 3, 20, 4, '2020-01-01', '2020-02-01'),
 (3, 'c', 2, 30, 5, '2023-01-01', '2038-01-19 03:14:07.999999');
DELETE FROM kind WHERE id = 3;
CREATE TABLE named (id int PRIMARY KEY, n int, valid_from timestamp(6) GENERATED ALWAYS AS ROW START, valid_to timestamp(6) GENERATED ALWAYS AS ROW END INVISIBLE, PERIOD FOR SYSTEM_TIME (valid_from, valid_to)) WITH SYSTEM VERSIONING PARTITION BY SYSTEM_TIME LIMIT 1000 (PARTITION old HISTORY, PARTITION present CURRENT);
INSERT INTO named (id, n, valid_from, valid_to) VALUES (1, 1, '2020-01-01', '2021-01-01'), (1, 2, '2021-01-01', '2038-01-19 03:14:07.999999');
CREATE TABLE keyless (n int) WITH SYSTEM VERSIONING;
INSERT INTO keyless (n, row_start, row_end) VALUES (7, '2020-01-01', '2021-01-01'), (7, '2021-01-01', '2022-01-01'), (7, '2021-01-01', '2038-01-19 03:14:07.999999');
CREATE TABLE by_transaction (id int PRIMARY KEY, n int, t0 bigint unsigned GENERATED ALWAYS AS ROW START, t1 bigint unsigned GENERATED ALWAYS AS ROW END, PERIOD FOR SYSTEM_TIME (t0, t1)) WITH SYSTEM VERSIONING;
INSERT INTO by_transaction (id, n) VALUES (1, 1);
UPDATE by_transaction SET n = 2;
