CREATE TABLE fits (id int PRIMARY KEY, note longtext) COLLATE utf8mb4_0900_bin;
INSERT INTO fits VALUES (9, 'here before');
