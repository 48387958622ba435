-- The schemas of the database with the number of tables and of other objects in each. The server's own and the ledger's are
-- left out, and so is what an extension brings.
WITH members AS (
  SELECT d.classid, d.objid FROM pg_catalog.pg_depend d WHERE d.deptype = 'e'
), objects AS (
  SELECT c.relnamespace AS space, c.relkind IN ('r', 'p') AS is_table
    FROM pg_catalog.pg_class c
   WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
     AND NOT c.relispartition
     AND c.relpersistence <> 't'
     AND NOT EXISTS (SELECT FROM members m WHERE m.classid = 'pg_catalog.pg_class'::regclass AND m.objid = c.oid)
  UNION ALL
  SELECT part.relnamespace, false -- a part of a table that lies elsewhere
    FROM pg_catalog.pg_inherits i
    JOIN pg_catalog.pg_class part ON part.oid = i.inhrelid
    JOIN pg_catalog.pg_class whole ON whole.oid = i.inhparent
   WHERE part.relispartition AND part.relnamespace <> whole.relnamespace
  UNION ALL
  SELECT p.pronamespace, false
    FROM pg_catalog.pg_proc p
   WHERE NOT EXISTS (SELECT FROM members m WHERE m.classid = 'pg_catalog.pg_proc'::regclass AND m.objid = p.oid)
  UNION ALL
  SELECT t.typnamespace, false
    FROM pg_catalog.pg_type t
    LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
   WHERE (t.typtype IN ('d', 'e', 'r') OR t.typtype = 'c' AND c.relkind = 'c')
     AND NOT EXISTS (SELECT FROM members m WHERE m.classid = 'pg_catalog.pg_type'::regclass AND m.objid = t.oid)
)
SELECT n.nspname, count(*) FILTER (WHERE o.is_table), count(*) FILTER (WHERE NOT o.is_table)
  FROM pg_catalog.pg_namespace n
  LEFT JOIN objects o ON o.space = n.oid
 WHERE n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', 'sterna')
 GROUP BY n.nspname
 ORDER BY n.nspname
