-- Who may do what with one schema and with what is in it. A grant on schemas is by a pattern.
SELECT GRANTEE AS grantee, NULL AS table_name, NULL AS column_name, PRIVILEGE_TYPE AS privilege, IS_GRANTABLE AS grantable
FROM information_schema.SCHEMA_PRIVILEGES
WHERE :schema LIKE TABLE_SCHEMA
UNION ALL
SELECT GRANTEE, TABLE_NAME, NULL, PRIVILEGE_TYPE, IS_GRANTABLE
FROM information_schema.TABLE_PRIVILEGES
WHERE TABLE_SCHEMA = :schema
UNION ALL
SELECT GRANTEE, TABLE_NAME, COLUMN_NAME, PRIVILEGE_TYPE, IS_GRANTABLE
FROM information_schema.COLUMN_PRIVILEGES
WHERE TABLE_SCHEMA = :schema
