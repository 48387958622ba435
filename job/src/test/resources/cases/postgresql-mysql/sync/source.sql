CREATE TABLE item (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, code varchar(20) UNIQUE, price numeric(8,2), n int);
INSERT INTO item (code, price, n) VALUES ('a', 1, 1), ('b', 2, 2), ('c', 3, 3);
CREATE TABLE pair (k uuid, "No" smallint, v jsonb, PRIMARY KEY (k, "No"));
INSERT INTO pair VALUES ('00000000-0000-0000-0000-00000000000a', 1, '{"b": 1, "a": 2}'), ('00000000-0000-0000-0000-00000000000a', 2, NULL);
CREATE TABLE heap (a int, d jsonb);
INSERT INTO heap VALUES (1, '{"x": 1.0}'), (1, '{"x": 1.0}'), (2, '{"y": 2}');
