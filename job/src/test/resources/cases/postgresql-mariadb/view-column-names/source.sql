CREATE TABLE t (id int PRIMARY KEY, a int, b int);
CREATE VIEW v AS SELECT id, a AS "Total", b AS total, a + b AS "sum ", b - a AS "😀" FROM t;
CREATE VIEW over_v AS SELECT id, total AS lower, "Total" AS upper, "😀" + "sum " AS both FROM v WHERE "sum " > 11;
CREATE VIEW inner_names AS SELECT d.id, d."less " AS less
  FROM (SELECT id, b - a AS "less " FROM t) AS d ORDER BY d."less ";
CREATE VIEW several AS SELECT d.id, d."A", d.a FROM (SELECT id, b AS "A", a FROM t) AS d;
INSERT INTO t VALUES (1, 1, 10), (2, 2, 20);
