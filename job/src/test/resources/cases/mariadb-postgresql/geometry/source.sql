CREATE TABLE place (id INT PRIMARY KEY, at POINT, shape GEOMETRY NOT NULL, kept GEOMETRY, plain POLYGON COMMENT 'as it is',
  x INT, made POINT AS (POINT(x, x + 1)) STORED, SPATIAL KEY by_shape (shape));
INSERT INTO place (id, at, shape, kept, plain, x) VALUES
  (1, POINT(1, 2), ST_GeomFromText('LINESTRING(0 0, 1 1)', 4326), POINT(3, 4), ST_GeomFromText('POLYGON((0 0,0 1,1 1,0 0))'), 7),
  (2, NULL, ST_GeomFromText('POINT(5 6)', 4326), ST_GeomFromText('POINT(3 4)', 3857), NULL, NULL),
  (3, NULL, ST_GeomFromText('GEOMETRYCOLLECTION(POINT(1 1),LINESTRING(0 0,1 1))', 3857), NULL, NULL, NULL);
CREATE TABLE keyless (g POINT, n INT);
INSERT INTO keyless VALUES (POINT(1, 2), 1), (POINT(1, 2), 1), (NULL, 2);
