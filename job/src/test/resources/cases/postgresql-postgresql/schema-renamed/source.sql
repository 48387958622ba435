CREATE SEQUENCE free;
CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE TABLE note (id int PRIMARY KEY, m mood);
INSERT INTO note VALUES (1, 'good');
