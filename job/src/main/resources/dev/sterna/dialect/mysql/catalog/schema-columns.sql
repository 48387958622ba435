-- The columns of one schema, of views and sequences too.
SELECT TABLE_NAME AS table_name,
       COLUMN_NAME AS column_name,
       DATA_TYPE AS data_type,
       COLUMN_TYPE AS column_type,
       IS_NULLABLE AS is_nullable,
       COLUMN_DEFAULT AS column_default,
       EXTRA AS extra,
       GENERATION_EXPRESSION AS generation,
       CHARACTER_SET_NAME AS charset_name,
       COLLATION_NAME AS collation_name,
       CHARACTER_MAXIMUM_LENGTH AS max_length,
       NUMERIC_PRECISION AS number_digits,
       NUMERIC_SCALE AS number_scale,
       DATETIME_PRECISION AS time_digits,
       COLUMN_COMMENT AS comment,
       COALESCE(NULL /*!80000 , SRS_ID */) AS srid
FROM information_schema.COLUMNS
WHERE TABLE_SCHEMA = :schema
ORDER BY TABLE_NAME, ORDINAL_POSITION
