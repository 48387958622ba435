CREATE TABLE parent (id int PRIMARY KEY, code varchar(10) UNIQUE DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE child (
  id int PRIMARY KEY DEFERRABLE,
  parent int CONSTRAINT child_parent REFERENCES parent (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  price int,
  state varchar(20) NOT NULL,
  n int,
  at timestamp,
  CONSTRAINT child_n UNIQUE (n) DEFERRABLE,
  CONSTRAINT child_state CHECK (state IN ('open', 'closed'))
);
CREATE INDEX child_open ON child (parent) WHERE state = 'open';
CREATE UNIQUE INDEX child_one_open ON child (parent) WHERE state = 'open';
CREATE INDEX child_latest ON child (at DESC NULLS LAST, n);
CREATE INDEX child_down ON child (price DESC, state);
INSERT INTO parent VALUES (1, 'a'), (2, 'b');
INSERT INTO child VALUES (7, 1, 5, 'open', 1, '2024-01-01'), (8, 1, NULL, 'closed', 2, NULL), (9, 2, 6, 'open', NULL, '2024-01-02');
ALTER TABLE child ADD CONSTRAINT child_price CHECK (price > 0) NOT VALID;
ALTER TABLE child ADD CONSTRAINT child_other FOREIGN KEY (id) REFERENCES parent (id) NOT VALID;
ALTER TABLE child ADD CONSTRAINT child_wide CHECK (n < 100) NOT VALID;
