-- No row of it can be named: equal rows, NULL, the empty text.
CREATE TABLE heap (a int, b varchar(20));
INSERT INTO heap VALUES (1, 'x'), (1, 'x'), (2, NULL), (NULL, '');
