-- What the user's expressions call without a schema is found where the database says, and in their own schema.
CREATE SCHEMA lib;
CREATE SCHEMA app;
--{
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = lib, public', current_database()); END $$
--}
SET search_path = lib, public;
CREATE FUNCTION lib.folded(v text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT pg_catalog.lower(v)';
CREATE FUNCTION public.key_of(v text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT folded(v)';
CREATE FUNCTION public.marked(v text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN folded(v) || ''!''; END';
CREATE TABLE public.word (id int PRIMARY KEY, v text NOT NULL, k text GENERATED ALWAYS AS (public.marked(v)) STORED, CONSTRAINT word_v CHECK (public.key_of(v) <> ''));
INSERT INTO public.word (id, v) VALUES (1, 'One'), (2, 'TWO');
CREATE VIEW public.words AS SELECT id, public.marked(v) AS k FROM public.word;
-- Two schemas with functions of one name: each object's own comes first.
SET search_path = app, lib, public;
CREATE FUNCTION app.tag() RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT ''app''::text';
CREATE FUNCTION app.tagged(v text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN tag() || v; END';
CREATE TABLE app.note (id int PRIMARY KEY, v text, t text GENERATED ALWAYS AS (app.tagged(v)) STORED);
INSERT INTO app.note (id, v) VALUES (1, 'x');
CREATE FUNCTION lib.tag() RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT ''lib''::text';
-- A type that is equal without case where its operators are seen, and a function that would be a better match than the server's.
CREATE FUNCTION lib.md5(varchar) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT ''''::text';
CREATE TABLE public.code (id varchar(10) PRIMARY KEY, n int);
INSERT INTO public.code VALUES ('a', 1), ('A', 2);
