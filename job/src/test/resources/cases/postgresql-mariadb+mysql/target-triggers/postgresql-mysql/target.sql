CREATE TABLE account (id int PRIMARY KEY, total decimal(9,2) NOT NULL, note varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_0900_bin;
CREATE TABLE entry (id int PRIMARY KEY, account_id int NOT NULL, amount decimal(9,2) NOT NULL) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_0900_bin;
CREATE TABLE log (id int PRIMARY KEY, what varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin NOT NULL) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_0900_bin;
