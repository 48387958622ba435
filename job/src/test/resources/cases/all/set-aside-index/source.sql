CREATE TABLE item (id int NOT NULL PRIMARY KEY, code int, CONSTRAINT item_code UNIQUE (code));
INSERT INTO item VALUES (1, 10), (2, 20);
CREATE TABLE part (id int NOT NULL PRIMARY KEY, item int);
CREATE INDEX part_item ON part (item);
ALTER TABLE part ADD CONSTRAINT part_item_fk FOREIGN KEY (item) REFERENCES item (code);
INSERT INTO part VALUES (1, 10);
CREATE VIEW parts AS SELECT id, item FROM part;
