-- Policies of row-level security.
SELECT n.nspname AS schema, c.relname AS table, p.polname AS name, p.polpermissive AS permissive,
       CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END
         AS command,
       ARRAY (SELECT CASE WHEN r.id = 0 THEN 'PUBLIC' ELSE pg_catalog.pg_get_userbyid(r.id)::text END
                FROM unnest(p.polroles) WITH ORDINALITY r (id, position) ORDER BY r.position) AS roles,
       pg_catalog.pg_get_expr(p.polqual, p.polrelid) AS using_sql,
       pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) AS check_sql
  FROM pg_catalog.pg_policy p
  JOIN pg_catalog.pg_class c ON c.oid = p.polrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
 WHERE n.nspname = ANY (?)
 ORDER BY n.nspname, c.relname, p.polname
