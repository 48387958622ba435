CREATE TABLE parent (id int PRIMARY KEY);
CREATE TABLE child (id int PRIMARY KEY, up int CONSTRAINT child_parent REFERENCES parent, n int);
INSERT INTO parent VALUES (1), (2);
INSERT INTO child VALUES (1, 1, 5), (2, 2, 6);
CREATE MATERIALIZED VIEW totals AS SELECT count(*) AS n FROM child;
CREATE MATERIALIZED VIEW doubled AS SELECT n * 2 AS n FROM totals;
