CREATE TABLE account (id int PRIMARY KEY, total decimal(9,2) NOT NULL, note varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE entry (id int PRIMARY KEY, account_id int NOT NULL, amount decimal(9,2) NOT NULL) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
CREATE TABLE log (id int PRIMARY KEY, what varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin NOT NULL) DEFAULT CHARSET utf8mb4 COLLATE utf8mb4_bin;
--{
CREATE TRIGGER `book it` AFTER INSERT ON entry FOR EACH ROW
BEGIN
  UPDATE account SET total = total + NEW.amount WHERE id = NEW.account_id;
  INSERT INTO log SELECT coalesce(max(id), 0) + 1, 'it''s "booked"\\' FROM log;
END;
--}
CREATE TRIGGER z_first BEFORE INSERT ON account FOR EACH ROW SET NEW.note = 'first';
SET SESSION sql_mode = 'ANSI_QUOTES';
CREATE TRIGGER a_second BEFORE INSERT ON account FOR EACH ROW SET NEW."note" = 'second';
SET SESSION sql_mode = DEFAULT;
CREATE TRIGGER changed BEFORE UPDATE ON log FOR EACH ROW SET NEW.what = 'changed';
