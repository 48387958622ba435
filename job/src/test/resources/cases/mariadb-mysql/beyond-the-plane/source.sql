CREATE TABLE mood (
  id int PRIMARY KEY,
  d varchar(20) CHARACTER SET utf8mb4 DEFAULT '😀x?',
  e enum('😀','?x','ok','é') CHARACTER SET utf8mb4 DEFAULT '😀',
  s set('a','😎') CHARACTER SET utf8mb4 DEFAULT 'a,😎',
  g varchar(30) CHARACTER SET utf8mb4 AS (concat(d, '😀é')) STORED,
  x varchar(30) CHARACTER SET utf8mb4 DEFAULT (concat('😡', 'é?')),
  c varchar(20) CHARACTER SET utf8mb4 CHECK (c <> '😎é'),
  `é` varchar(20) CHARACTER SET utf8mb4,
  CONSTRAINT sad CHECK (`é` <> '😡' AND d <> 'é😎')
) CHARACTER SET utf8mb4;
CREATE VIEW happy AS SELECT id, '😀' AS what, d FROM mood WHERE d <> '😡é?';
INSERT INTO mood (id) VALUES (1);
INSERT INTO mood VALUES (2, 'é', 'ok', '', DEFAULT, '?', 'c', 'z');
CREATE TABLE face (id int PRIMARY KEY, e enum('x','y''z','😀') CHARACTER SET utf8mb4 DEFAULT 'x');
INSERT INTO face VALUES (1, 'x');
