CREATE TABLE doc (id INT PRIMARY KEY, j JSON, k JSON NOT NULL, t LONGTEXT);
SET SESSION check_constraint_checks = 0;
INSERT INTO doc VALUES (1, '{"a": 1}', '[]', ''), (2, 'no json', '{}', 'x'), (3, '', '[1,', NULL);
