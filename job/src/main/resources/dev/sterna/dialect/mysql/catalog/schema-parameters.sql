-- The parameters of the routines of one schema, without what a function returns.
SELECT SPECIFIC_NAME AS routine_name,
       ROUTINE_TYPE AS routine_type,
       DTD_IDENTIFIER AS type
FROM information_schema.PARAMETERS
WHERE SPECIFIC_SCHEMA = :schema
  AND ORDINAL_POSITION > 0
ORDER BY SPECIFIC_NAME, ROUTINE_TYPE, ORDINAL_POSITION
