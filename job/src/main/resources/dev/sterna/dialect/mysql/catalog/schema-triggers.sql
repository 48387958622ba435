-- The triggers of one schema, those of one moment in the order in which they run.
SELECT TRIGGER_NAME AS trigger_name,
       EVENT_OBJECT_TABLE AS table_name,
       ACTION_TIMING AS timing,
       EVENT_MANIPULATION AS event,
       ACTION_STATEMENT AS body,
       DEFINER AS definer,
       SQL_MODE AS sql_mode,
       CHARACTER_SET_CLIENT AS charset_client,
       COLLATION_CONNECTION AS collation_connection
FROM information_schema.TRIGGERS
WHERE TRIGGER_SCHEMA = :schema
ORDER BY EVENT_OBJECT_TABLE, ACTION_TIMING DESC, EVENT_MANIPULATION, ACTION_ORDER
