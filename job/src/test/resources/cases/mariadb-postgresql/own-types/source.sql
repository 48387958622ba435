CREATE TABLE t (id INT PRIMARY KEY, four INET4 DEFAULT '10.0.0.1', six INET6, j JSON, d JSON DEFAULT '{"a": 1}', k JSON, mood ENUM('sad', 'glad'), KEY by_k (k(10)), KEY by_six (six));
INSERT INTO t (id, four, six, j, d, k, mood) VALUES
  (1, '10.0.0.1', '2001:db8::ff00:42:8329', '{"b": 1, "a": [1.10]}', '1', '2', 'sad'),
  (2, '255.255.255.255', '::ffff:1.2.3.4', '[]', '2', NULL, NULL),
  (3, '0.0.0.0', '2001:0:1:1:1:1:1:1', NULL, NULL, NULL, 'glad'),
  (4, NULL, '1:0:0:1:0:0:0:1', NULL, NULL, NULL, NULL),
  (5, NULL, '0:1:1:1:1:1:1:0', NULL, NULL, NULL, NULL),
  (6, NULL, '::', NULL, NULL, NULL, NULL);
