CREATE TABLE parent (id int PRIMARY KEY);
CREATE TABLE child (id int PRIMARY KEY, parent int, price int);
INSERT INTO parent VALUES (1);
INSERT INTO child VALUES (7, 1, 5), (8, 99, 5), (9, 98, -5);
ALTER TABLE child ADD CONSTRAINT child_parent FOREIGN KEY (parent) REFERENCES parent (id) NOT VALID;
ALTER TABLE child ADD CONSTRAINT child_price CHECK (price > 0) NOT VALID;
