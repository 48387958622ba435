-- One schema's own settings; no row when it is not there or hidden.
SELECT DEFAULT_CHARACTER_SET_NAME AS charset_name,
       DEFAULT_COLLATION_NAME AS collation_name,
       COALESCE(NULL /*M! , SCHEMA_COMMENT */) AS comment
FROM information_schema.SCHEMATA
WHERE SCHEMA_NAME = :schema
