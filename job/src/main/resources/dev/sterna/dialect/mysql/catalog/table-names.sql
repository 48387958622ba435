-- The names of the base tables of one schema, by equality as schema-tables.sql has it.
SELECT TABLE_NAME FROM information_schema.TABLES
WHERE TABLE_SCHEMA = :schema AND TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED')
