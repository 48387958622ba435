CREATE TABLE t (id int PRIMARY KEY, n int, name text, twice int GENERATED ALWAYS AS (n * 2) STORED, up text GENERATED ALWAYS AS (upper(name)) STORED);
INSERT INTO t (id, n, name) VALUES (1, 1, 'a'), (2, 2, 'ß'), (3, NULL, NULL);
