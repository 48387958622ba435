CREATE TABLE orders (id int PRIMARY KEY, note varchar(20));
INSERT INTO orders VALUES (17, 'much too long'), (18, 'fits');
CREATE TABLE heap (note varchar(20));
INSERT INTO heap VALUES ('much too long'), ('fits'), ('fits');
