SET SESSION foreign_key_checks = 0, check_constraint_checks = 0;
CREATE TABLE parent (id int PRIMARY KEY);
CREATE TABLE child (id int PRIMARY KEY, parent int, price int, CONSTRAINT child_parent FOREIGN KEY (parent) REFERENCES parent (id), CONSTRAINT child_price CHECK (price > 0));
INSERT INTO parent VALUES (1);
INSERT INTO child VALUES (7, 1, 5), (8, 99, 5), (9, 98, -5);
CREATE TABLE sale (id int PRIMARY KEY, amount int CHECK (amount > 0));
INSERT INTO sale VALUES (1, 5), (2, -5);
