CREATE TABLE booked (room int, f date, t date, guest varchar(9), PERIOD FOR stay (f, t), UNIQUE KEY free (room, stay WITHOUT OVERLAPS), CONSTRAINT later CHECK (f > '2000-01-01'));
INSERT INTO booked VALUES (1, '2024-01-01', '2024-02-01', 'a'), (1, '2024-02-01', '2024-03-01', 'b'), (2, '2024-01-15', '2024-02-15', 'c');
CREATE TABLE `odd``one` (id int, name varchar(9), `from` datetime(3), `un``til` datetime(3), PERIOD FOR `in``use` (`from`, `un``til`), PRIMARY KEY (id, name, `in``use` WITHOUT OVERLAPS));
INSERT INTO `odd``one` VALUES (1, 'a', '2024-01-01', '2024-01-01 00:00:00.001'), (1, 'a', '2024-01-01 00:00:00.001', '2024-01-02'), (1, 'b', '2024-01-01', '2024-01-02');
