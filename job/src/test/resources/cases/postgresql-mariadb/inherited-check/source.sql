CREATE TABLE shape (id int PRIMARY KEY, area int CONSTRAINT area_positive CHECK (area > 0), CONSTRAINT here_only CHECK (area < 100) NO INHERIT);
CREATE TABLE circle (r int) INHERITS (shape);
CREATE TABLE disc (t int) INHERITS (circle);
INSERT INTO shape VALUES (1, 5);
INSERT INTO circle VALUES (2, 500, 1);
INSERT INTO disc VALUES (3, 6, 1, 1);
