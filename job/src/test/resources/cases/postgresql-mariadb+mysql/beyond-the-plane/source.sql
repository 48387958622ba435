CREATE TABLE mood (
  id int PRIMARY KEY,
  d varchar(20) DEFAULT '😀x?',
  g varchar(30) GENERATED ALWAYS AS (d || '😀é') STORED,
  c varchar(20) CONSTRAINT sad CHECK (c <> '😎é')
);
COMMENT ON TABLE mood IS 'how 😀 they are';
COMMENT ON COLUMN mood.d IS 'a 😀';
CREATE VIEW happy AS SELECT id, '😀' AS what, d FROM mood WHERE d <> '😡é?';
INSERT INTO mood (id) VALUES (1);
