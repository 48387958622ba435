CREATE TABLE place (id INT PRIMARY KEY, at POINT SRID 4326 COMMENT 'where', shape GEOMETRY NOT NULL SRID 3857, kept GEOMETRY, plain GEOMCOLLECTION,
  SPATIAL KEY by_shape (shape));
INSERT INTO place (id, at, shape, kept, plain) VALUES
  (1, ST_GeomFromText('POINT(10 20)', 4326), ST_GeomFromText('LINESTRING(0 0, 1 2)', 3857), POINT(3, 4), ST_GeomFromText('GEOMETRYCOLLECTION(POINT(1 1))')),
  (2, NULL, ST_GeomFromText('POINT(5 6)', 3857), ST_GeomFromText('POINT(3 4)', 3857), NULL);
