-- Whatever stands among the tables of one schema: base tables, views, MariaDB's sequences.
-- A schema is named by equality: with a list, MariaDB looks into every schema of the server.
SELECT TABLE_NAME AS table_name,
       TABLE_TYPE AS table_type,
       ENGINE AS engine,
       ROW_FORMAT AS row_format,
       TABLE_ROWS AS estimated_rows,
       DATA_LENGTH AS estimated_bytes,
       AUTO_INCREMENT AS next_number,
       TABLE_COLLATION AS collation_name,
       CREATE_OPTIONS AS create_options,
       TABLE_COMMENT AS comment
FROM information_schema.TABLES
WHERE TABLE_SCHEMA = :schema
ORDER BY TABLE_NAME
