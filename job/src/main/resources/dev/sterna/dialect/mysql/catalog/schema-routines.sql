-- The routines of one schema; the body is NULL where the role may not see it.
SELECT ROUTINE_NAME AS routine_name,
       ROUTINE_TYPE AS routine_type,
       EXTERNAL_LANGUAGE AS language,
       DEFINER AS definer,
       SQL_MODE AS sql_mode,
       ROUTINE_COMMENT AS comment,
       CHARACTER_SET_CLIENT AS charset_client,
       COLLATION_CONNECTION AS collation_connection
FROM information_schema.ROUTINES
WHERE ROUTINE_SCHEMA = :schema
ORDER BY ROUTINE_TYPE, ROUTINE_NAME
