CREATE TABLE a (id int PRIMARY KEY, x varchar(20), y varchar(20), whole varchar(50) GENERATED ALWAYS AS (x || ' ' || y) STORED);
CREATE TABLE b (id int PRIMARY KEY, x varchar(20), y varchar(20), whole varchar(50) GENERATED ALWAYS AS (x || ' ' || y) STORED);
