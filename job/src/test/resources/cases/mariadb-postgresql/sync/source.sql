SET SESSION sql_mode = '';
CREATE TABLE customer (id int AUTO_INCREMENT PRIMARY KEY, name varchar(20) NOT NULL, born date, initial char(1) AS (left(name, 1)) STORED);
INSERT INTO customer (id, name, born) VALUES (1, 'Ann', '2001-01-01'), (2, 'Ben', '0000-00-00'), (5, 'Eve', NULL);
CREATE TABLE orders (id int PRIMARY KEY, customer int, ctid int, state varchar(10), CONSTRAINT of_customer FOREIGN KEY (customer) REFERENCES customer (id) ON DELETE CASCADE);
INSERT INTO orders VALUES (1, 1, 10, 'open'), (2, 1, 20, 'done'), (3, 2, 30, 'open'), (4, 5, 40, 'done');
CREATE TABLE heap (a int, b text);
INSERT INTO heap VALUES (1, 'x'), (1, 'x'), (1, 'x'), (2, NULL);
