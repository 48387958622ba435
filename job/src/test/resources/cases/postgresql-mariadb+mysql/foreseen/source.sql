CREATE TABLE letter (id int PRIMARY KEY, body text, code varchar(20), at timestamptz, price numeric, span int);
INSERT INTO letter VALUES (1, repeat('x', 300), 'a', '2040-01-01 00:00:00+00', 1.5, 1), (2, 'x', 'b', '2020-01-01 00:00:00+00', 'NaN', 300), (3, NULL, 'A', NULL, 1e40, NULL);
CREATE TABLE fits (id int PRIMARY KEY, note text);
INSERT INTO fits VALUES (1, 'x');
