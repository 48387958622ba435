CREATE TABLE account (id int PRIMARY KEY, total decimal(9,2) NOT NULL, note varchar(20));
CREATE TABLE entry (id int PRIMARY KEY, account_id int NOT NULL, amount decimal(9,2) NOT NULL);
CREATE TABLE log (id int PRIMARY KEY, what varchar(40) NOT NULL);
INSERT INTO account VALUES (1, 30.00, 'two'), (2, 5.00, NULL);
INSERT INTO entry VALUES (1, 1, 10.00), (2, 1, 20.00), (3, 2, 5.00);
INSERT INTO log VALUES (1, 'opened');
