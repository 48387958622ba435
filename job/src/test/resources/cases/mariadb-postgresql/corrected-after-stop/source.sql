SET SESSION sql_mode = '';
CREATE TABLE visit (id int PRIMARY KEY, born date);
INSERT INTO visit VALUES (1, '0000-00-00'), (2, '2024-01-01');
