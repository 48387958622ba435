-- The events of one schema; times are in the time zone of each event.
SELECT EVENT_NAME AS event_name,
       DEFINER AS definer,
       TIME_ZONE AS time_zone,
       EVENT_DEFINITION AS body,
       EXECUTE_AT AS execute_at,
       INTERVAL_VALUE AS interval_value,
       INTERVAL_FIELD AS interval_field,
       STARTS AS starts,
       ENDS AS ends,
       STATUS AS status,
       ON_COMPLETION AS on_completion,
       EVENT_COMMENT AS comment,
       SQL_MODE AS sql_mode,
       CHARACTER_SET_CLIENT AS charset_client,
       COLLATION_CONNECTION AS collation_connection
FROM information_schema.EVENTS
WHERE EVENT_SCHEMA = :schema
ORDER BY EVENT_NAME
