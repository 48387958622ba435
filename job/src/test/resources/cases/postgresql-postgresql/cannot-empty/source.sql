CREATE TABLE root (id int PRIMARY KEY, name text);
CREATE TABLE parent (id int PRIMARY KEY, root int REFERENCES root (id), name text);
CREATE TABLE child (id int PRIMARY KEY, parent int REFERENCES parent (id));
CREATE TABLE lone (id int PRIMARY KEY, name text);
INSERT INTO root VALUES (1, 'a');
INSERT INTO parent VALUES (1, 1, 'a');
INSERT INTO child VALUES (1, 1);
INSERT INTO lone VALUES (1, 'a');
