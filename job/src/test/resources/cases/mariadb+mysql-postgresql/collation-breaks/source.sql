-- The rows keep to all of it by a collation that takes open for OPEN, and not where texts are equal to the octet.
CREATE TABLE state (name varchar(20) COLLATE utf8mb4_general_ci PRIMARY KEY);
CREATE TABLE t (
  id int PRIMARY KEY,
  state varchar(20) COLLATE utf8mb4_general_ci,
  other varchar(20) COLLATE utf8mb4_general_ci,
  CONSTRAINT t_state CHECK (state IN ('open', 'closed')),
  CONSTRAINT t_differ CHECK (state <> other),
  CONSTRAINT t_named FOREIGN KEY (state) REFERENCES state (name)
);
INSERT INTO state VALUES ('open'), ('Closed');
INSERT INTO t VALUES (1, 'open', 'x'), (2, 'OPEN', 'y'), (3, 'closed', NULL);
