-- A text that is unique stays one of any length where the server can keep it apart.
CREATE TABLE t (
  id int PRIMARY KEY,
  word text UNIQUE,
  code varchar(1000) NOT NULL,
  octets bytea,
  more text,
  CONSTRAINT pair UNIQUE (code, more)
);
CREATE UNIQUE INDEX by_octets ON t (octets);
CREATE TABLE parent (id int PRIMARY KEY, name text UNIQUE NOT NULL, other text UNIQUE);
CREATE TABLE child (id int PRIMARY KEY, parent text REFERENCES parent (name));
CREATE TABLE keyless (name text UNIQUE NOT NULL, n int);
CREATE TABLE worded (name text PRIMARY KEY, n int);
CREATE TABLE parted (id int, part int, word text, PRIMARY KEY (id, part), UNIQUE (part, word)) PARTITION BY LIST (part);
CREATE TABLE parted_1 PARTITION OF parted FOR VALUES IN (1);
CREATE TABLE parted_2 PARTITION OF parted FOR VALUES IN (2);
CREATE TABLE computed (id int PRIMARY KEY, a text, b text GENERATED ALWAYS AS (a || 'x') STORED UNIQUE);
INSERT INTO t VALUES (1, repeat('ä', 5000), repeat('c', 1000), decode(repeat('00ff', 2000), 'hex'), 'x'),
  (2, repeat('ä', 4999) || 'Ä', repeat('c', 999) || 'C', decode(repeat('00ff', 1999) || '00fe', 'hex'), 'x'),
  (3, repeat('ä', 5000) || ' ', repeat('c', 1000), NULL, 'x '), (4, NULL, 'c', NULL, NULL), (5, NULL, 'c', NULL, NULL);
INSERT INTO parent VALUES (1, 'one', repeat('o', 3000));
INSERT INTO child VALUES (1, 'one');
INSERT INTO keyless VALUES ('k', 1);
INSERT INTO worded VALUES ('w', 1);
INSERT INTO parted VALUES (1, 1, repeat('p', 3000)), (1, 2, repeat('p', 3000));
INSERT INTO computed (id, a) VALUES (1, repeat('a', 1000));
