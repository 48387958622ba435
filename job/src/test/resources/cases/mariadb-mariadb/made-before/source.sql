CREATE TABLE t (id int PRIMARY KEY, note varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, key t_note (note))
  DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;
INSERT INTO t VALUES (1, 'a');
