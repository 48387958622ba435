CREATE TABLE measure (id int PRIMARY KEY, ratio double precision, day date);
INSERT INTO measure VALUES (1, 'NaN', 'infinity'), (2, '-Infinity', '2024-02-29'), (3, 0.1, NULL);
