CREATE TABLE t (
  Id int PRIMARY KEY,
  ctid int NOT NULL,
  `kéééééééééééééééééééééééééééééééééééééééé` varchar(20),
  TOTAL int AS (ctid + Id) STORED,
  `kéééééééééééééééééééééééééééééééééééééééü` int AS (ctid * 2) STORED,
  CONSTRAINT t_positive CHECK (ctid >= 0),
  KEY t_ctid (ctid)
);
CREATE TABLE child (
  id int PRIMARY KEY,
  `kéééééééééééééééééééééééééééééééééééééééé` int,
  CONSTRAINT child_t FOREIGN KEY (`kéééééééééééééééééééééééééééééééééééééééé`) REFERENCES t (Id)
);
CREATE TABLE sys (id int PRIMARY KEY, xmin int);
CREATE VIEW v AS SELECT Id, ctid, `kéééééééééééééééééééééééééééééééééééééééé` AS words FROM t WHERE ctid > 10;
INSERT INTO t (Id, ctid, `kéééééééééééééééééééééééééééééééééééééééé`) VALUES (1, 10, 'one'), (2, 20, NULL);
INSERT INTO child VALUES (1, 2);
INSERT INTO sys VALUES (1, 7);
