CREATE TABLE t (
  "Id" int PRIMARY KEY,
  id int NOT NULL,
  "note " text,
  db_row_id int,
  twice int GENERATED ALWAYS AS (id * 2) STORED,
  "TWICE" int GENERATED ALWAYS AS (id * 3) STORED,
  CONSTRAINT t_positive CHECK (id >= 0)
);
CREATE INDEX t_id ON t (id);
CREATE TABLE child (c int PRIMARY KEY, "C" int REFERENCES t ("Id"));
CREATE VIEW v AS SELECT "Id" AS a, id AS b FROM t WHERE id > 10;
INSERT INTO t ("Id", id, "note ", db_row_id) VALUES (1, 10, 'one', 5), (2, 20, NULL, 6);
INSERT INTO child VALUES (1, 2);
