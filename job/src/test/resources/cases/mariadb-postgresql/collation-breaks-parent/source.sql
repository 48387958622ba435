-- One row refers to another in other letters, and one to a row that stays behind, which no collation excuses.
CREATE TABLE state (name varchar(20) COLLATE utf8mb4_general_ci PRIMARY KEY);
CREATE TABLE t (
  id int PRIMARY KEY,
  state varchar(20) COLLATE utf8mb4_general_ci,
  n int CHECK (n > 0),
  CONSTRAINT t_named FOREIGN KEY (state) REFERENCES state (name)
);
INSERT INTO state VALUES ('open'), ('closed');
INSERT INTO t VALUES (1, 'open', 1), (2, 'OPEN', 2), (3, 'closed', 3);
