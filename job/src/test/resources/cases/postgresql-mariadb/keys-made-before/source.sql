CREATE TABLE parent (id int PRIMARY KEY, code int);
CREATE TABLE child (id int PRIMARY KEY, parent int, code int, CONSTRAINT child_parent FOREIGN KEY (parent) REFERENCES parent (id));
CREATE TABLE good (id int PRIMARY KEY, parent int, CONSTRAINT good_parent FOREIGN KEY (parent) REFERENCES parent (id));
INSERT INTO parent VALUES (1, 1), (2, 2);
INSERT INTO child VALUES (1, 1, 1), (2, 2, 2);
INSERT INTO good VALUES (1, 1);
