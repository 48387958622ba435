CREATE TABLE fits (id int PRIMARY KEY, note longtext) COLLATE utf8mb4_bin;
INSERT INTO fits VALUES (9, 'here before');
