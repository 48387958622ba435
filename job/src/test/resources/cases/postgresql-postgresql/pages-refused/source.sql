CREATE TABLE reading (n int, note text);
INSERT INTO reading SELECT g, repeat('x', 300) FROM generate_series(1, 4000) g;
INSERT INTO reading VALUES (5000, 'too much');
ANALYZE reading;
