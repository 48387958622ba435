CREATE TABLE price (id int PRIMARY KEY, amount int) WITH SYSTEM VERSIONING;
INSERT INTO price VALUES (1, 10), (2, 20);
UPDATE price SET amount = 11 WHERE id = 1;
DELETE FROM price WHERE id = 2;
CREATE TABLE named (id int PRIMARY KEY, n int, valid_from timestamp(6) GENERATED ALWAYS AS ROW START, valid_to timestamp(6) GENERATED ALWAYS AS ROW END INVISIBLE, PERIOD FOR SYSTEM_TIME (valid_from, valid_to)) WITH SYSTEM VERSIONING;
INSERT INTO named (id, n) VALUES (1, 1);
UPDATE named SET n = 2;
