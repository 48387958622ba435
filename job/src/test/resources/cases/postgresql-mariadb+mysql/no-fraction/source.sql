CREATE TABLE film (
  id int PRIMARY KEY,
  last_update timestamptz(0) NOT NULL,
  shown timestamp(0),
  at time(0),
  exact timestamptz
);
INSERT INTO film VALUES
  (1, '2024-02-29 23:59:59+00', '2024-02-29 10:20:30', '23:59:59', '2024-02-29 23:59:59.000001+00'),
  (2, '1969-12-31 23:59:59+00', NULL, NULL, NULL);
