CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, note text);
CREATE TABLE s (id serial PRIMARY KEY, note text);
INSERT INTO t (note) VALUES ('a'), ('b');
INSERT INTO s (note) VALUES ('a'), ('b'), ('c');
