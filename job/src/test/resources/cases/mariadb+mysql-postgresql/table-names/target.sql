CREATE TABLE peernodes (id int PRIMARY KEY);
