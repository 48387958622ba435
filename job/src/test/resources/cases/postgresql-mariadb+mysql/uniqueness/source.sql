-- What is unique by a collation that comes with a domain, by a sequence that others use too, and checked for heirs.
CREATE COLLATION caseless (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
CREATE DOMAIN email AS text COLLATE caseless;
CREATE TABLE account (id int PRIMARY KEY, mail email UNIQUE);
INSERT INTO account VALUES (1, 'A@b');
CREATE TABLE a (id serial PRIMARY KEY, v int);
CREATE TABLE b (id int DEFAULT nextval('a_id_seq') PRIMARY KEY, v int);
CREATE TABLE c (id serial PRIMARY KEY, v int);
INSERT INTO a (v) VALUES (1);
INSERT INTO b (v) VALUES (1);
INSERT INTO a (v) VALUES (1);
INSERT INTO c (v) VALUES (1);
CREATE TABLE shape (id int PRIMARY KEY, area int CONSTRAINT area_positive CHECK (area > 0), CONSTRAINT here_only CHECK (area < 100) NO INHERIT);
CREATE TABLE circle (r int) INHERITS (shape);
CREATE TABLE disc (t int) INHERITS (circle);
INSERT INTO shape VALUES (1, 5);
INSERT INTO circle VALUES (2, 500, 1);
INSERT INTO disc VALUES (3, 6, 1, 1);
