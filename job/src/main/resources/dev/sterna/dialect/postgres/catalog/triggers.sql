-- Triggers that users made; those that a partitioned table hands down to its partitions are its own.
SELECT n.nspname AS schema, c.relname AS table, t.tgname AS name, t.tgtype::int AS bits, t.tgenabled AS state,
       ARRAY (SELECT a.attname::text
                FROM unnest(t.tgattr::int2[]) WITH ORDINALITY u (attnum, position)
                JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = u.attnum
               ORDER BY u.position) AS columns,
       pg_catalog.pg_get_triggerdef(t.oid) AS definition,
       pg_catalog.obj_description(t.oid, 'pg_trigger') AS comment
  FROM pg_catalog.pg_trigger t
  JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = ANY (?)
   AND NOT t.tgisinternal
   AND t.tgparentid = 0
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                    WHERE e.classid = 'pg_catalog.pg_trigger'::regclass AND e.objid = t.oid AND e.deptype = 'e')
 ORDER BY n.nspname, c.relname, t.tgname
