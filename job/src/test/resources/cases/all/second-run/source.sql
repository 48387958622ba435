CREATE TABLE parent (
  id int PRIMARY KEY,
  note varchar(40) DEFAULT 'none' NOT NULL,
  price decimal(8,2) DEFAULT 1.5,
  CONSTRAINT parent_price CHECK (price IN (1.5, 2.5, 3.5))
);
CREATE TABLE child (
  id int PRIMARY KEY,
  parent_id int,
  self_id int,
  CONSTRAINT child_parent FOREIGN KEY (parent_id) REFERENCES parent (id),
  CONSTRAINT child_self FOREIGN KEY (self_id) REFERENCES child (id)
);
CREATE INDEX child_order ON child (parent_id, id);
CREATE VIEW cheap AS SELECT id, upper(note) AS note FROM parent WHERE price < 3;
CREATE VIEW cheapest AS SELECT id FROM cheap WHERE id < 10;
INSERT INTO parent VALUES (1, 'one', 1.5), (2, 'two', 3.5);
INSERT INTO child VALUES (1, 1, NULL), (2, 1, 1), (3, 2, 2);
