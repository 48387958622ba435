CREATE TABLE t (
  id int AUTO_INCREMENT PRIMARY KEY,
  kind varchar(10) DEFAULT 'a',
  CONSTRAINT t_kind CHECK (kind IN ('a', 'b'))
);
CREATE TABLE child (id int PRIMARY KEY, t_id int, CONSTRAINT child_t FOREIGN KEY (t_id) REFERENCES t (id));
INSERT INTO t VALUES (1, 'a'), (7, 'b');
INSERT INTO child VALUES (1, 7), (2, 1), (3, 7);
