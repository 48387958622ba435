CREATE TABLE customer (id int PRIMARY KEY, name varchar(50), credit decimal(12,2) NOT NULL);
INSERT INTO customer VALUES (1, 'Ann', 10.50), (2, 'Ben', 2000.00), (3, NULL, 3000.01);
CREATE VIEW rich AS SELECT id, name FROM customer WHERE credit > 1000;
