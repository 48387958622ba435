CREATE TABLE customer (id int PRIMARY KEY);
CREATE TABLE orders (
  id int PRIMARY KEY,
  customer int NOT NULL,
  CONSTRAINT orders_customer FOREIGN KEY (customer) REFERENCES customer (id)
);
INSERT INTO customer VALUES (1), (2);
INSERT INTO orders VALUES (10, 1), (11, 2);
