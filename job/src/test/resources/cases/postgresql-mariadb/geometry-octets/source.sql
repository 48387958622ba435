CREATE TABLE place (id int PRIMARY KEY, shape bytea, native point, box box);
COMMENT ON COLUMN place.shape IS 'WKB, SRID 4326';
INSERT INTO place VALUES (1, '\x010100000000000000000014400000000000001840', '(1,2)', '(1,1),(0,0)'), (2, '', NULL, NULL), (3, NULL, NULL, NULL);
