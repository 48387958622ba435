CREATE EXTENSION pgcrypto;
CREATE FUNCTION twice(n int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN n * 2; END $$;
CREATE FUNCTION eq(a text, b text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT lower(a) = lower(b)';
CREATE OPERATOR === (LEFTARG = text, RIGHTARG = text, FUNCTION = eq);
CREATE TABLE t (id int PRIMARY KEY, n int, a text, "two ""x""" int GENERATED ALWAYS AS (twice(n)) STORED,
  same boolean GENERATED ALWAYS AS (a === 'x') STORED, hash text GENERATED ALWAYS AS (encode(digest(a, 'sha1'), 'hex')) STORED,
  three int GENERATED ALWAYS AS (n * 3) STORED);
CREATE INDEX by_two ON t ("two ""x""");
CREATE VIEW seen AS SELECT id, "two ""x""" + 1 AS more FROM t;
INSERT INTO t (id, n, a) VALUES (1, 1, 'X'), (2, NULL, NULL), (3, -3, 'y');
CREATE TABLE parts (id int, n int, two int GENERATED ALWAYS AS (twice(n)) STORED) PARTITION BY RANGE (id);
CREATE TABLE a_part PARTITION OF parts FOR VALUES FROM (0) TO (10);
CREATE TABLE z_part PARTITION OF parts FOR VALUES FROM (10) TO (20);
INSERT INTO parts (id, n) VALUES (1, 1), (11, 11);
CREATE TABLE heir (x int) INHERITS (t);
INSERT INTO heir (id, n, a, x) VALUES (4, 4, 'x', 4);
ALTER FUNCTION twice(int) STABLE;
ALTER FUNCTION eq(text, text) VOLATILE;
