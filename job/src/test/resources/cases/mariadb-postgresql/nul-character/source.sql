CREATE TABLE note (id int PRIMARY KEY, body text NOT NULL);
INSERT INTO note VALUES (1, 'a\0b'), (2, '\0'), (3, 'as it is');
