CREATE SCHEMA shared;
CREATE TYPE shared.status AS ENUM ('open', 'done');
CREATE FUNCTION shared.first() RETURNS shared.status LANGUAGE sql IMMUTABLE AS 'SELECT ''open''::shared.status';
CREATE TABLE job (id int PRIMARY KEY, s shared.status DEFAULT shared.first());
INSERT INTO job VALUES (1, 'done');
