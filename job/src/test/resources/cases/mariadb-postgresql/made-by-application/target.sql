CREATE TABLE parent (id integer PRIMARY KEY, name varchar(20) NOT NULL);
CREATE TABLE child (id integer PRIMARY KEY, parent integer, other integer, CONSTRAINT child_parent FOREIGN KEY (parent) REFERENCES parent (id),
  CONSTRAINT child_other FOREIGN KEY (other) REFERENCES parent (id) ON DELETE NO ACTION ON UPDATE CASCADE);
CREATE INDEX child_parent ON child (parent);
CREATE INDEX child_other ON child (other);
