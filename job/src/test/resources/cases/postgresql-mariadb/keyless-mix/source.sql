CREATE TABLE mix (a bit(11), b date, c time(6), d uuid, e numeric(9,9), f numeric(18,2));
INSERT INTO mix VALUES (B'00000000101', '2020-01-01', '10:00:00', 'f0000000-0000-0000-0000-000000000001', 0.5, 1.5), (NULL, NULL, NULL, NULL, NULL, NULL);
