-- What MariaDB alone knows stays what it is between two of them.
SET SESSION sql_mode = '';
CREATE TABLE visit (id int PRIMARY KEY, born date NOT NULL, seen datetime(3) NOT NULL);
INSERT INTO visit VALUES (1, '0000-00-00', '0000-00-00 00:00:00'), (2, '2024-00-10', '2024-02-29 23:59:59.999');
