-- The databases that this user sees, with the number of tables and of other objects in each, without the ledger's tables.
-- Each of these views is read once, whole: a server looks at every table of every database for each question about one.
SELECT s.schema_name, COALESCE(t.tables_of, 0), COALESCE(t.others_of, 0) + COALESCE(r.number_of, 0) + COALESCE(e.number_of, 0)
  FROM information_schema.schemata s
  LEFT JOIN (SELECT table_schema,
                    SUM(table_type IN ('BASE TABLE', 'SYSTEM VERSIONED')
                        AND table_name NOT IN ('sterna_run', 'sterna_chunk', 'sterna_reject', 'sterna_target')) AS tables_of,
                    SUM(table_type NOT IN ('BASE TABLE', 'SYSTEM VERSIONED', 'SYSTEM VIEW')) AS others_of
               FROM information_schema.tables
              WHERE table_schema NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys')
              GROUP BY table_schema) t
    ON t.table_schema = s.schema_name
  LEFT JOIN (SELECT routine_schema, COUNT(*) AS number_of FROM information_schema.routines GROUP BY routine_schema) r
    ON r.routine_schema = s.schema_name
  LEFT JOIN (SELECT event_schema, COUNT(*) AS number_of FROM information_schema.events GROUP BY event_schema) e
    ON e.event_schema = s.schema_name
 WHERE s.schema_name NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys')
 ORDER BY s.schema_name
