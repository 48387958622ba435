CREATE TABLE item (id int PRIMARY KEY, amount int NOT NULL, doubled int GENERATED ALWAYS AS (amount * 2) STORED);
INSERT INTO item (id, amount) VALUES (1, 10), (2, -3);
