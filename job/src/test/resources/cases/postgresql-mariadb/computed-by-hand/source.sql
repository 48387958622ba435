CREATE FUNCTION twice(n int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT n * 2';
CREATE TABLE t (id int PRIMARY KEY, n int, a text, arr int[],
  doubled int GENERATED ALWAYS AS (public.twice(n)) STORED,
  md text GENERATED ALWAYS AS (md5(a)) STORED,
  first int GENERATED ALWAYS AS (arr[1]) STORED,
  three int GENERATED ALWAYS AS (n * 3) STORED);
INSERT INTO t (id, n, a, arr) VALUES (1, 1, 'a', '{7,8}'), (2, NULL, NULL, NULL);
CREATE INDEX by_doubled ON t (doubled);
