-- The row that one refers to stays behind: no collation has to do with it, so nothing excuses the foreign key.
CREATE TABLE state (name varchar(20) NOT NULL PRIMARY KEY);
CREATE TABLE t (
  id int NOT NULL PRIMARY KEY,
  state varchar(20),
  CONSTRAINT t_named FOREIGN KEY (state) REFERENCES state (name)
);
INSERT INTO state VALUES ('open'), ('closed');
INSERT INTO t VALUES (1, 'open'), (2, 'closed'), (3, NULL);
