CREATE COLLATION anyhow (provider = icu, locale = 'und-u-ks-level1', deterministic = false);
CREATE TABLE country (code varchar(10) COLLATE anyhow PRIMARY KEY);
CREATE TABLE town (id int PRIMARY KEY, code varchar(10) COLLATE anyhow REFERENCES country);
INSERT INTO country VALUES ('DE'), ('FR');
INSERT INTO town VALUES (1, 'DE'), (2, 'de'), (3, NULL);
