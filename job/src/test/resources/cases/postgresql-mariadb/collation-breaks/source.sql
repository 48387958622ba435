-- The rows keep to the check by a collation that takes open for OPEN.
CREATE COLLATION caseless (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
CREATE TABLE t (id int PRIMARY KEY, state varchar(20) COLLATE caseless CONSTRAINT t_state CHECK (state IN ('open', 'closed')));
INSERT INTO t VALUES (1, 'open'), (2, 'OPEN'), (3, NULL);
