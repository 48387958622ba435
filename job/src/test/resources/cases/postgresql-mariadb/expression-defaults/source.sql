CREATE SEQUENCE numbers;
CREATE TABLE t (id int PRIMARY KEY, a text DEFAULT lower('ABC'), c varchar(20) DEFAULT upper('x' || 'y'), f text DEFAULT ('n' || nextval('numbers')), g int DEFAULT nextval('numbers') * 2);
INSERT INTO t (id) VALUES (1);
