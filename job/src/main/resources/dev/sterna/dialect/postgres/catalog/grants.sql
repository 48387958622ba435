-- Privileges of objects on which somebody granted or revoked. Whoever has some by default and here none is listed with none.
WITH objects AS (
  SELECT CASE c.relkind WHEN 'S' THEN 'SEQUENCE' WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED_VIEW' ELSE 'TABLE' END AS kind,
         n.nspname AS schema, NULL::name AS "table", c.relname::text AS name, c.relacl AS acl,
         pg_catalog.acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner) AS usual,
         'pg_catalog.pg_class'::regclass AS class, c.oid
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   WHERE c.relacl IS NOT NULL AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
  UNION ALL
  SELECT 'COLUMN', n.nspname, c.relname, a.attname, a.attacl, NULL, 'pg_catalog.pg_class'::regclass, c.oid
    FROM pg_catalog.pg_attribute a
    JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   WHERE a.attacl IS NOT NULL AND NOT a.attisdropped
  UNION ALL
  -- everybody may use public, until that is taken away or the schema is made anew
  SELECT 'SCHEMA', n.nspname, NULL, n.nspname, coalesce(n.nspacl, pg_catalog.acldefault('n', n.nspowner)),
         CASE n.nspname WHEN 'public'
              THEN pg_catalog.acldefault('n', n.nspowner) || pg_catalog.makeaclitem(0, n.nspowner, 'USAGE', false)
              ELSE pg_catalog.acldefault('n', n.nspowner) END,
         'pg_catalog.pg_namespace'::regclass, n.oid
    FROM pg_catalog.pg_namespace n
   WHERE n.nspacl IS NOT NULL OR n.nspname = 'public'
  UNION ALL
  SELECT 'ROUTINE', n.nspname, NULL,
         pg_catalog.quote_ident(p.proname) || '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')',
         p.proacl, pg_catalog.acldefault('f', p.proowner), 'pg_catalog.pg_proc'::regclass, p.oid
    FROM pg_catalog.pg_proc p
    JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
   WHERE p.proacl IS NOT NULL
  UNION ALL
  SELECT CASE t.typtype WHEN 'd' THEN 'DOMAIN' WHEN 'e' THEN 'ENUM' WHEN 'c' THEN 'COMPOSITE' ELSE 'RANGE' END,
         n.nspname, NULL, t.typname, t.typacl, pg_catalog.acldefault('T', t.typowner), 'pg_catalog.pg_type'::regclass, t.oid
    FROM pg_catalog.pg_type t
    JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
   WHERE t.typacl IS NOT NULL AND t.typtype IN ('d', 'e', 'c', 'r')
), picked AS (
  SELECT o.*
    FROM objects o
   WHERE o.schema = ANY (?)
     AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                      WHERE e.classid = o.class AND e.objid = o.oid AND e.objsubid = 0 AND e.deptype = 'e')
), entries AS (
  SELECT p.kind, p.schema, p."table", p.name, a.grantee, a.privilege_type, a.is_grantable
    FROM picked p, LATERAL pg_catalog.aclexplode(p.acl) a
   -- What the schema public says of its owner, whoever owns the database, is nothing that was granted.
   WHERE NOT (p.kind = 'SCHEMA'
              AND EXISTS (SELECT FROM pg_catalog.pg_namespace o
                           WHERE o.oid = p.oid AND o.nspowner = a.grantee
                             AND pg_catalog.pg_get_userbyid(o.nspowner) = 'pg_database_owner'))
  UNION ALL
  SELECT DISTINCT p.kind, p.schema, p."table", p.name, u.grantee, NULL, false
    FROM picked p, LATERAL pg_catalog.aclexplode(p.usual) u
   WHERE NOT EXISTS (SELECT FROM pg_catalog.aclexplode(p.acl) a WHERE a.grantee = u.grantee)
)
SELECT e.kind, e.schema, e."table", e.name,
       CASE WHEN e.grantee = 0 THEN 'PUBLIC' ELSE pg_catalog.pg_get_userbyid(e.grantee)::text END AS grantee,
       e.is_grantable AS grantable,
       coalesce(array_agg(DISTINCT e.privilege_type ORDER BY e.privilege_type)
                  FILTER (WHERE e.privilege_type IS NOT NULL), '{}') AS privileges
  FROM entries e
 GROUP BY e.kind, e.schema, e."table", e.name, e.grantee, e.is_grantable
 ORDER BY e.schema, e.kind, e."table", e.name, 5, e.is_grantable
