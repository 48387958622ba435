CREATE TABLE orders (id int PRIMARY KEY, note varchar(20), CONSTRAINT short CHECK (length(note) < 5));
