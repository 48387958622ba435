-- Rows of a table are read whose index calls a function that calls another one without its schema.
CREATE SCHEMA lib;
--{
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = lib, public', current_database()); END $$
--}
SET search_path = lib, public;
CREATE FUNCTION lib.folded(v text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT pg_catalog.lower(v)';
CREATE FUNCTION public.key_of(v text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT pg_catalog.lower(v)';
CREATE TABLE public.word (id int PRIMARY KEY, v text NOT NULL);
CREATE UNIQUE INDEX word_key ON public.word (public.key_of(v));
-- From version 17 on an index is only made if it needs no path; this one was made before.
CREATE OR REPLACE FUNCTION public.key_of(v text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT folded(v)';
INSERT INTO public.word VALUES (1, 'One'), (2, 'TWO');
