CREATE TABLE parent (id INT AUTO_INCREMENT PRIMARY KEY, code VARCHAR(10) NOT NULL UNIQUE COMMENT 'the code', `Note` VARCHAR(20) DEFAULT 'x', n INT, KEY by_n (n, code(3)));
CREATE TABLE child (id INT AUTO_INCREMENT PRIMARY KEY, parent_id INT, code VARCHAR(10), j JSON, CONSTRAINT c_p FOREIGN KEY (parent_id) REFERENCES parent (id) ON DELETE CASCADE,
  CONSTRAINT c_c FOREIGN KEY (code) REFERENCES parent (code));
CREATE TABLE checked (id INT PRIMARY KEY, a INT CHECK (a > 0), b INT, twice INT AS (b * 2) STORED, c VARCHAR(20) DEFAULT 'a', d INT DEFAULT (b + 1),
  CONSTRAINT either CHECK (a < b OR c = 'b' AND a IN (1, 2)));
CREATE TABLE viewed (id INT PRIMARY KEY, a INT);
CREATE VIEW seen AS SELECT a FROM viewed;
INSERT INTO parent (code, n) VALUES ('a', 1), ('b', 2);
INSERT INTO child (parent_id, code, j) VALUES (1, 'a', '{}'), (2, 'b', NULL);
INSERT INTO checked (id, a, b) VALUES (1, 1, 2);
INSERT INTO viewed VALUES (1, 1);
CREATE TABLE broken (id INT PRIMARY KEY, n INT CHECK (n > 0), j JSON);
SET SESSION check_constraint_checks = 0;
INSERT INTO broken VALUES (1, -1, NULL), (2, 1, '{}');
