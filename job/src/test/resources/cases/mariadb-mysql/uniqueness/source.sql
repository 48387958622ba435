-- What the target's nearest collation takes for one.
CREATE TABLE word (id int PRIMARY KEY, w varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_nopad_ci, UNIQUE KEY by_w (w));
INSERT INTO word VALUES (1, 'a'), (2, 'a '), (3, 'b');
CREATE VIEW counted AS SELECT COUNT(DISTINCT w) AS n FROM word;
CREATE TABLE good (id int PRIMARY KEY, w varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin UNIQUE);
INSERT INTO good VALUES (1, 'a'), (2, 'a '), (3, 'A');
CREATE SEQUENCE numbers START 5;
CREATE TABLE a (id bigint DEFAULT nextval(numbers) PRIMARY KEY, v int);
CREATE TABLE b (id bigint DEFAULT nextval(numbers) PRIMARY KEY, v int);
INSERT INTO a (v) VALUES (1);
INSERT INTO b (v) VALUES (1);
