CREATE TABLE mood (
  id int PRIMARY KEY,
  d varchar(20) CHARACTER SET utf8mb4 DEFAULT '😀x?',
  e enum('😀','ü','ok','é') CHARACTER SET utf8mb4 DEFAULT '😀',
  s set('a','😎') CHARACTER SET utf8mb4 DEFAULT 'a,😎',
  g varchar(30) CHARACTER SET utf8mb4 AS (concat(d, '😀é')) STORED,
  x varchar(30) CHARACTER SET utf8mb4 DEFAULT (concat('😡', 'é?')),
  c varchar(20) CHARACTER SET utf8mb4, CHECK (c <> '😎é'),
  `é` varchar(20) CHARACTER SET utf8mb4,
  CONSTRAINT sad CHECK (`é` <> '😡' AND d <> 'é😎')
) CHARACTER SET utf8mb4;
CREATE VIEW happy AS SELECT id, '😀' AS what, d FROM mood WHERE d <> '😡é?';
INSERT INTO mood (id) VALUES (1);
INSERT INTO mood VALUES (2, 'é', 'ok', '', DEFAULT, '?', 'c', 'z');
CREATE TABLE face (id int PRIMARY KEY, e enum('😀','😡') CHARACTER SET utf8mb4, n enum('🙂','🙃') CHARACTER SET utf8mb4);
INSERT INTO face VALUES (1, '😀', NULL), (2, '😡', NULL);
CREATE TABLE wish (id int PRIMARY KEY, e enum('x','😀') CHARACTER SET utf8mb4 NOT NULL DEFAULT '😀', s set('a','😎') CHARACTER SET utf8mb4 DEFAULT '😎');
INSERT INTO wish VALUES (1, 'x', 'a');
CREATE TABLE dream (e enum('x','😀') CHARACTER SET utf8mb4 NOT NULL DEFAULT '😀', n enum('x','😀') CHARACTER SET utf8mb4 DEFAULT '😀', id int PRIMARY KEY);
