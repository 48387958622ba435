-- The views of one schema. The text is empty where the role may not see it.
SELECT TABLE_NAME AS table_name,
       VIEW_DEFINITION AS sql_text,
       CHECK_OPTION AS check_option,
       DEFINER AS definer,
       SECURITY_TYPE AS security_type,
       CHARACTER_SET_CLIENT AS charset_client,
       COLLATION_CONNECTION AS collation_connection,
       COALESCE(NULL /*M! , ALGORITHM */) AS algorithm
FROM information_schema.VIEWS
WHERE TABLE_SCHEMA = :schema
ORDER BY TABLE_NAME
