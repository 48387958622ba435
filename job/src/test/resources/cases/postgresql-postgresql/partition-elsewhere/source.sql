CREATE SCHEMA app;
CREATE SCHEMA old;
CREATE TABLE app.root (id int, k date, n int DEFAULT 1, PRIMARY KEY (id, k)) PARTITION BY RANGE (k);
CREATE TABLE old.part (n int DEFAULT 9, dropme int, k date NOT NULL, id int NOT NULL);
ALTER TABLE old.part DROP COLUMN dropme;
ALTER TABLE app.root ATTACH PARTITION old.part FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
INSERT INTO app.root VALUES (1, '2020-05-05', 3);
