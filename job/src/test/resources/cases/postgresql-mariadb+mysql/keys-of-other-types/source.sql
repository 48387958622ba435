CREATE TABLE parent (id int PRIMARY KEY, small smallint UNIQUE, amount numeric(10,2) UNIQUE);
CREATE TABLE child (id int PRIMARY KEY, parent bigint, small int, amount numeric(12,2));
INSERT INTO parent VALUES (1, 1, 1.5);
INSERT INTO child VALUES (1, 1, 1, 1.5), (2, 5000000000, 70000, 1234567890.25);
ALTER TABLE child ADD CONSTRAINT child_parent FOREIGN KEY (parent) REFERENCES parent (id) NOT VALID;
ALTER TABLE child ADD CONSTRAINT child_small FOREIGN KEY (small) REFERENCES parent (small) NOT VALID;
ALTER TABLE child ADD CONSTRAINT child_amount FOREIGN KEY (amount) REFERENCES parent (amount) NOT VALID;
CREATE TABLE narrow (id int PRIMARY KEY, parent smallint REFERENCES parent (id), big bigint);
INSERT INTO narrow VALUES (1, 1, 1);
-- Of two kinds, and of one kind whose types have no room for each other's numbers.
CREATE TABLE apart (id int PRIMARY KEY, whole int, amount numeric(10,4));
INSERT INTO apart VALUES (1, 1, 1.5), (2, 7, 0.0001);
ALTER TABLE apart ADD CONSTRAINT apart_whole FOREIGN KEY (whole) REFERENCES parent (amount) NOT VALID;
ALTER TABLE apart ADD CONSTRAINT apart_amount FOREIGN KEY (amount) REFERENCES parent (amount) NOT VALID;
