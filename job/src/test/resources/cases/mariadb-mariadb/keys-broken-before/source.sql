SET SESSION foreign_key_checks = 0;
CREATE TABLE parent (id int PRIMARY KEY);
CREATE TABLE child (id int PRIMARY KEY, parent int, CONSTRAINT child_parent FOREIGN KEY (parent) REFERENCES parent (id));
INSERT INTO parent VALUES (1);
INSERT INTO child VALUES (1, 1), (2, 99);
