CREATE SCHEMA app;
CREATE SCHEMA empty;
CREATE TYPE app.mood AS ENUM ('good', 'bad');
CREATE TABLE app.note (id int PRIMARY KEY, m app.mood);
CREATE TABLE public.note (id int PRIMARY KEY, a int REFERENCES app.note);
INSERT INTO app.note VALUES (1, 'good');
INSERT INTO public.note VALUES (2, 1);
