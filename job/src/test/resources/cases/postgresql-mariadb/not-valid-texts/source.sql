-- A key that is not validated gets columns of one type like any other, where its own is unique as where it is not.
CREATE TABLE parent (code text PRIMARY KEY);
CREATE TABLE child (id int PRIMARY KEY, code text UNIQUE);
CREATE TABLE other (id int PRIMARY KEY, code text, note text UNIQUE, word text);
CREATE INDEX other_word ON other (word);
INSERT INTO parent VALUES ('a'), ('b');
INSERT INTO child VALUES (1, 'a'), (2, 'gone');
INSERT INTO other VALUES (1, 'a', repeat('x', 2000), 'w'), (2, 'gone', 'y', NULL);
ALTER TABLE child ADD CONSTRAINT child_code FOREIGN KEY (code) REFERENCES parent NOT VALID;
ALTER TABLE other ADD CONSTRAINT other_code FOREIGN KEY (code) REFERENCES parent NOT VALID;
