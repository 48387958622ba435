-- The databases that this user sees, with the number of tables and of other objects in each, without the ledger's tables.
SELECT s.schema_name,
       (SELECT COUNT(*) FROM information_schema.tables t
         WHERE t.table_schema = s.schema_name AND t.table_type IN ('BASE TABLE', 'SYSTEM VERSIONED')
           AND t.table_name NOT IN ('sterna_run', 'sterna_chunk', 'sterna_reject', 'sterna_target')),
       (SELECT COUNT(*) FROM information_schema.tables t
         WHERE t.table_schema = s.schema_name AND t.table_type NOT IN ('BASE TABLE', 'SYSTEM VERSIONED', 'SYSTEM VIEW'))
       + (SELECT COUNT(*) FROM information_schema.routines r WHERE r.routine_schema = s.schema_name)
       + (SELECT COUNT(*) FROM information_schema.events e WHERE e.event_schema = s.schema_name)
  FROM information_schema.schemata s
 WHERE s.schema_name NOT IN ('mysql', 'information_schema', 'performance_schema', 'sys')
 ORDER BY s.schema_name
