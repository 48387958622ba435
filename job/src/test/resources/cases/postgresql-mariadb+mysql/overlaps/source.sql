CREATE TABLE booked (id int PRIMARY KEY, during daterange, EXCLUDE USING gist (during WITH &&));
INSERT INTO booked VALUES (1, '[2024-01-01,2024-02-01)'), (2, '[2024-02-01,2024-03-01)');
