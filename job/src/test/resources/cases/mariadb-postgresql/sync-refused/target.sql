CREATE TABLE orders (id int PRIMARY KEY, note varchar(20) CHECK (length(note) < 5));
CREATE TABLE heap (note varchar(20) CHECK (length(note) < 5));
