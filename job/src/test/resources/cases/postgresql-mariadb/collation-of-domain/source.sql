CREATE COLLATION caseless (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
CREATE DOMAIN email AS text COLLATE caseless;
CREATE TABLE account (id int PRIMARY KEY, mail email UNIQUE);
INSERT INTO account VALUES (1, 'A@b');
