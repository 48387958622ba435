SET SESSION sql_mode = '';
CREATE TABLE shirt (id INT PRIMARY KEY, size ENUM('S', 'M') NOT NULL, fit ENUM('slim', '') NULL, tags SET('a', 'b'));
INSERT INTO shirt VALUES (1, 'S', 'slim', 'a'), (2, 'XXL', '', 'nothing'), (3, 'M', NULL, ''), (4, '', 'none', 'a,b');
