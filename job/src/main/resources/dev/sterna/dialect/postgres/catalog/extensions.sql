-- Extensions are of the database; all are needed, whatever schema they stand in. The server brings plpgsql.
SELECT e.extname AS name, e.extversion AS version, n.nspname AS schema
  FROM pg_catalog.pg_extension e
  JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
 WHERE e.extname <> 'plpgsql' AND ?::text[] IS NOT NULL
 ORDER BY e.extname
