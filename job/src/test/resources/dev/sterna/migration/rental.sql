CREATE TABLE language (
  language_id TINYINT UNSIGNED NOT NULL AUTO_INCREMENT,
  name CHAR(20) NOT NULL,
  last_update TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  PRIMARY KEY (language_id)
);
CREATE TABLE film (
  film_id SMALLINT UNSIGNED NOT NULL AUTO_INCREMENT,
  title VARCHAR(128) NOT NULL,
  description TEXT DEFAULT NULL,
  release_year YEAR DEFAULT NULL,
  language_id TINYINT UNSIGNED NOT NULL,
  original_language_id TINYINT UNSIGNED DEFAULT NULL,
  rental_duration TINYINT UNSIGNED NOT NULL DEFAULT 3,
  rental_rate DECIMAL(4,2) NOT NULL DEFAULT 4.99,
  length SMALLINT UNSIGNED DEFAULT NULL,
  replacement_cost DECIMAL(5,2) NOT NULL DEFAULT 19.99,
  rating ENUM('G','PG','PG-13','R','NC-17') DEFAULT 'G',
  special_features SET('Trailers','Commentaries','Deleted Scenes','Behind the Scenes') DEFAULT NULL,
  last_update TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  PRIMARY KEY (film_id),
  KEY idx_title (title),
  KEY idx_fk_language_id (language_id),
  KEY idx_fk_original_language_id (original_language_id),
  FULLTEXT KEY idx_title_description (title, description),
  CONSTRAINT fk_film_language FOREIGN KEY (language_id) REFERENCES language (language_id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT fk_film_language_original FOREIGN KEY (original_language_id) REFERENCES language (language_id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE TABLE address (
  address_id SMALLINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  address VARCHAR(50) NOT NULL,
  district VARCHAR(20) NOT NULL,
  postal_code VARCHAR(10) DEFAULT NULL,
  location GEOMETRY NOT NULL,
  last_update TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  SPATIAL KEY idx_location (location)
);
CREATE TABLE staff (
  staff_id TINYINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  first_name VARCHAR(45) NOT NULL,
  address_id SMALLINT UNSIGNED NOT NULL,
  picture BLOB DEFAULT NULL,
  active BOOLEAN NOT NULL DEFAULT TRUE,
  password VARCHAR(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL,
  settings JSON DEFAULT NULL,
  flags BIT(3) DEFAULT b'101',
  worked TIME DEFAULT NULL,
  score DOUBLE DEFAULT NULL,
  weight FLOAT DEFAULT NULL,
  full_name VARCHAR(100) AS (CONCAT(first_name, ' #', active)) STORED,
  KEY idx_fk_address_id (address_id),
  CONSTRAINT fk_staff_address FOREIGN KEY (address_id) REFERENCES address (address_id) ON UPDATE CASCADE
);
CREATE TABLE payment (
  payment_id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  staff_id TINYINT UNSIGNED NOT NULL,
  film_id SMALLINT UNSIGNED DEFAULT NULL,
  amount DECIMAL(5,2) NOT NULL,
  payment_date DATETIME NOT NULL,
  exact DATETIME(6) DEFAULT NULL,
  UNIQUE KEY once (staff_id, payment_date),
  CONSTRAINT fk_payment_staff FOREIGN KEY (staff_id) REFERENCES staff (staff_id) ON UPDATE CASCADE,
  CONSTRAINT fk_payment_film FOREIGN KEY (film_id) REFERENCES film (film_id) ON DELETE SET NULL ON UPDATE CASCADE,
  CONSTRAINT amount_is_positive CHECK (amount >= 0)
);
CREATE VIEW film_list AS SELECT f.film_id AS fid, f.title, f.rental_rate AS price, l.name AS spoken FROM film f JOIN language l ON l.language_id = f.language_id;
CREATE VIEW cheap AS SELECT fid, title FROM film_list WHERE price < 3;
INSERT INTO language (language_id, name, last_update) VALUES (1, 'English', '2006-02-15 05:02:19'), (2, 'Ελληνικά', '2006-02-15 05:02:19');
INSERT INTO film VALUES
  (1, 'ACADEMY DINOSAUR', 'An epic drama of a mad scientist', 2006, 1, NULL, 6, 0.99, 86, 20.99, 'PG', 'Deleted Scenes,Behind the Scenes', '2006-02-15 05:03:42'),
  (2, 'ACE GOLDFINGER', NULL, NULL, 2, 1, 3, 4.99, NULL, 12.99, 'NC-17', '', '2006-02-15 05:03:42'),
  (65535, 'Ζορμπάς 😀', '', 1964, 1, 2, 255, 99.99, 65535, 999.99, NULL, NULL, '2038-01-19 03:14:07');
INSERT INTO address VALUES (1, '47 MySakila Drive', 'Alberta', '', ST_GeomFromText('POINT(-112.8 49.7)'), '2014-09-25 22:30:27');
INSERT INTO staff (staff_id, first_name, address_id, picture, active, password, settings, flags, worked, score, weight) VALUES
  (1, 'Mike', 1, x'89504e470d0a00ff', 1, '8cb2237d', '{"b": 1.10, "a": [true, null]}', b'001', '12:30:00', 0.1, 1.5),
  (2, 'Jon', 1, NULL, 0, NULL, NULL, b'111', '23:59:59', -1e300, NULL);
INSERT INTO payment VALUES
  (1, 1, 1, 2.99, '2005-05-25 11:30:37', '2005-05-25 11:30:37.123456'),
  (9000000000000000000, 2, NULL, 0.00, '9999-12-31 23:59:59', NULL);
