CREATE TABLE kinds (
  a int NOT NULL,
  b int NOT NULL,
  c int DEFAULT (a + b),
  d int INVISIBLE DEFAULT 5,
  e varchar(10) DEFAULT (concat('x', 1 + 1)),
  g int AS (a * 2) STORED INVISIBLE,
  PRIMARY KEY (b DESC, a),
  KEY (c DESC),
  UNIQUE (g)
);
INSERT INTO kinds (a, b) VALUES (1, 2), (3, 4);
