CREATE TABLE a (id serial PRIMARY KEY, v int);
CREATE TABLE b (id int DEFAULT nextval('a_id_seq') PRIMARY KEY, v int);
CREATE TABLE c (id serial PRIMARY KEY, v int);
INSERT INTO a (v) VALUES (1);
INSERT INTO b (v) VALUES (1);
INSERT INTO a (v) VALUES (1);
INSERT INTO c (v) VALUES (1);
