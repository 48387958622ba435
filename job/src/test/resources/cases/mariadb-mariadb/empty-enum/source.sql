SET SESSION sql_mode = '';
CREATE TABLE shirt (id int PRIMARY KEY, size enum('S', 'M') NOT NULL, tags set('a', 'b'));
INSERT INTO shirt VALUES (1, 'S', 'a'), (2, 'XXL', 'nothing'), (3, 'M', '');
