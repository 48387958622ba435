-- What the views of one schema read, where the server keeps it.
SELECT '' AS view_name, '' AS used_schema, '' AS used_name
FROM DUAL
WHERE FALSE
/*!80013
UNION ALL
SELECT VIEW_NAME, TABLE_SCHEMA, TABLE_NAME
FROM information_schema.VIEW_TABLE_USAGE
WHERE VIEW_SCHEMA = :schema
*/
