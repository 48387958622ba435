CREATE TABLE t (id int PRIMARY KEY, a int, b int);
CREATE VIEW v AS SELECT id, a AS `éééééééééééééééééééééééééééééééééééééééé1`, b AS `éééééééééééééééééééééééééééééééééééééééé2`, a + b AS `sum_over_all_orders_of_this_customer_within_the_current_quarters` FROM t;
CREATE VIEW over_v AS SELECT id, `éééééééééééééééééééééééééééééééééééééééé2` AS two, `éééééééééééééééééééééééééééééééééééééééé1` AS one FROM v WHERE `sum_over_all_orders_of_this_customer_within_the_current_quarters` > 11;
CREATE VIEW inner_names AS SELECT d.id, d.`üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüü1` - d.`üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüü2` AS less
  FROM (SELECT id, b AS `üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüü1`, a AS `üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüü2` FROM t) AS d ORDER BY less;
CREATE VIEW unnamed AS SELECT id, concat(a, ' of a table with a long expression that is its own name') FROM t;
CREATE TABLE `ööööööööööööööööööööööööööööööö` (
  id int PRIMARY KEY,
  `äääääääääääääääääääääääääääääää` int UNSIGNED,
  changed timestamp NOT NULL DEFAULT current_timestamp ON UPDATE current_timestamp,
  KEY `ßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßß1` (`äääääääääääääääääääääääääääääää`, id),
  KEY `ßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßßß2` (id, `äääääääääääääääääääääääääääääää`),
  CONSTRAINT `ññññññññññññññññññññññññññññññññññññññññ1` CHECK (`äääääääääääääääääääääääääääääää` < 100),
  CONSTRAINT `ññññññññññññññññññññññññññññññññññññññññ2` CHECK (`äääääääääääääääääääääääääääääää` < 200),
  CONSTRAINT `çççççççççççççççççççççççççççççççççççççççç1` FOREIGN KEY (id) REFERENCES t (id)
);
CREATE TABLE parted (id int PRIMARY KEY) PARTITION BY RANGE (id) (
  PARTITION `žžžžžžžžžžžžžžžžžžžžžžžžžžžžžžžžžžžžžžžž1` VALUES LESS THAN (10), PARTITION `žžžžžžžžžžžžžžžžžžžžžžžžžžžžžžžžžžžžžžžž2` VALUES LESS THAN MAXVALUE);
INSERT INTO parted VALUES (1), (11);
INSERT INTO t VALUES (1, 1, 10), (2, 2, 20);
INSERT INTO `ööööööööööööööööööööööööööööööö` (id, `äääääääääääääääääääääääääääääää`) VALUES (1, 5);
