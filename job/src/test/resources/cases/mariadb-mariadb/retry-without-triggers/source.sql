CREATE TABLE orders (id int PRIMARY KEY, note varchar(20));
INSERT INTO orders VALUES (17, 'much too long'), (18, 'fits');
CREATE TRIGGER stamped BEFORE INSERT ON orders FOR EACH ROW SET NEW.note = 'new';
