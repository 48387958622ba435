-- The base tables of one schema; not sequences, views or temporary tables.
-- A schema is named by equality: with a list, MariaDB looks into every schema of the server.
SELECT TABLE_NAME AS table_name,
       TABLE_ROWS AS estimated_rows,
       DATA_LENGTH AS estimated_bytes
FROM information_schema.TABLES
WHERE TABLE_SCHEMA = :schema
  AND TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED')
