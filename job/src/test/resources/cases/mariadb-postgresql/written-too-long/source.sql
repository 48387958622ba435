-- As digits an octet takes two characters: what fits the column as it is does not as it is written.
CREATE TABLE bad (id INT PRIMARY KEY, a VARCHAR(5) CHARACTER SET ascii, b VARCHAR(20) CHARACTER SET ascii);
INSERT INTO bad VALUES (1, 'plain', 'plain'), (2, x'61ff62', x'61ff62');
