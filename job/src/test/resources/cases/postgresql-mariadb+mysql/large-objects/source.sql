CREATE TABLE picture (id int PRIMARY KEY, image oid);
SELECT lo_from_bytea(70001, decode('00ff5c27', 'hex'));
SELECT lo_from_bytea(70002, '');
-- Of several pieces, the last of them short.
SELECT lo_from_bytea(70003, decode(repeat('0123456789abcdef', 100000), 'hex'));
-- Bytes behind a gap.
SELECT lo_put(lo_create(3000000000), 600000, 'end');
COMMENT ON LARGE OBJECT 70001 IS 'it''s the first';
GRANT SELECT ON LARGE OBJECT 70001, 70003 TO PUBLIC;
INSERT INTO picture VALUES (1, 70001), (2, 70002), (3, 70003), (4, 3000000000);
