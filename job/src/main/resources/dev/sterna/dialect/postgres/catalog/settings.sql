-- Owners, comments and settings for which the records have no place, each with the statement that makes it so.
WITH spaces AS (SELECT n.* FROM pg_catalog.pg_namespace n WHERE n.nspname = ANY (?)),
relations AS (
  SELECT c.*, s.nspname, pg_catalog.format('%I.%I', s.nspname, c.relname) AS full_name,
         CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE' WHEN 'c' THEN 'TYPE'
                        WHEN 'i' THEN 'INDEX' WHEN 'I' THEN 'INDEX' WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END AS word
    FROM pg_catalog.pg_class c
    JOIN spaces s ON s.oid = c.relnamespace
   WHERE c.relpersistence <> 't'
     AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                      WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
), types AS (
  SELECT t.*, s.nspname, pg_catalog.format('%I.%I', s.nspname, t.typname) AS full_name
    FROM pg_catalog.pg_type t
    JOIN spaces s ON s.oid = t.typnamespace
    LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
   WHERE (t.typtype IN ('d', 'e', 'r') OR t.typtype = 'c' AND c.relkind = 'c')
     AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                      WHERE e.classid = 'pg_catalog.pg_type'::regclass AND e.objid = t.oid AND e.deptype = 'e')
), attributes AS (
  SELECT a.*, r.nspname, r.relname, r.full_name, r.word, r.relkind
    FROM pg_catalog.pg_attribute a
    JOIN relations r ON r.oid = a.attrelid
   WHERE a.attnum > 0 AND NOT a.attisdropped
)
-- owners
SELECT 'OWNER' AS kind, s.nspname AS schema, NULL AS "table", s.nspname::text AS name, 'owner of schema' AS what,
       pg_catalog.format('ALTER SCHEMA %I OWNER TO %I', s.nspname, pg_catalog.pg_get_userbyid(s.nspowner)) AS definition
  FROM spaces s
    -- whoever owns the database, as every new one has it
 WHERE NOT (s.nspname = 'public' AND pg_catalog.pg_get_userbyid(s.nspowner) = 'pg_database_owner')
UNION ALL
SELECT 'OWNER', r.nspname, NULL, r.relname, 'owner of ' || pg_catalog.lower(r.word),
       pg_catalog.format('ALTER %s %s OWNER TO %I', r.word, r.full_name, pg_catalog.pg_get_userbyid(r.relowner))
  FROM relations r
 WHERE r.relkind = 'f'
    -- that of a column goes with its table
    OR r.relkind = 'S' AND NOT EXISTS (
         SELECT FROM pg_catalog.pg_depend d
          WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = r.oid
            AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i'))
UNION ALL
SELECT 'OWNER', t.nspname, NULL, t.typname, 'owner of type',
       pg_catalog.format('ALTER TYPE %s OWNER TO %I', t.full_name, pg_catalog.pg_get_userbyid(t.typowner))
  FROM types t
UNION ALL
-- comments
SELECT 'COMMENT', s.nspname, NULL, s.nspname, 'comment on schema',
       pg_catalog.format('COMMENT ON SCHEMA %I IS %L', s.nspname, d.description)
  FROM spaces s
  JOIN pg_catalog.pg_description d ON d.classoid = 'pg_catalog.pg_namespace'::regclass AND d.objoid = s.oid
 WHERE NOT (s.nspname = 'public' AND d.description = 'standard public schema')
UNION ALL
SELECT 'COMMENT', a.nspname, a.relname, a.attname, 'comment on column',
       pg_catalog.format('COMMENT ON COLUMN %s.%I IS %L', a.full_name, a.attname, d.description)
  FROM attributes a
  JOIN pg_catalog.pg_description d
    ON d.classoid = 'pg_catalog.pg_class'::regclass AND d.objoid = a.attrelid AND d.objsubid = a.attnum
 WHERE a.relkind IN ('v', 'm', 'c', 'f')
UNION ALL
SELECT 'COMMENT', r.nspname, NULL, r.relname, 'comment on foreign table',
       pg_catalog.format('COMMENT ON FOREIGN TABLE %s IS %L', r.full_name, d.description)
  FROM relations r
  JOIN pg_catalog.pg_description d
    ON d.classoid = 'pg_catalog.pg_class'::regclass AND d.objoid = r.oid AND d.objsubid = 0
 WHERE r.relkind = 'f'
UNION ALL
SELECT 'COMMENT', r.nspname, r.relname, p.polname, 'comment on policy',
       pg_catalog.format('COMMENT ON POLICY %I ON %s IS %L', p.polname, r.full_name, d.description)
  FROM pg_catalog.pg_policy p
  JOIN relations r ON r.oid = p.polrelid
  JOIN pg_catalog.pg_description d ON d.classoid = 'pg_catalog.pg_policy'::regclass AND d.objoid = p.oid
UNION ALL
SELECT 'COMMENT', r.nspname, r.relname, w.rulename, 'comment on rule',
       pg_catalog.format('COMMENT ON RULE %I ON %s IS %L', w.rulename, r.full_name, d.description)
  FROM pg_catalog.pg_rewrite w
  JOIN relations r ON r.oid = w.ev_class
  JOIN pg_catalog.pg_description d ON d.classoid = 'pg_catalog.pg_rewrite'::regclass AND d.objoid = w.oid
UNION ALL
SELECT 'COMMENT', s.nspname, NULL, x.stxname, 'comment on statistics object',
       pg_catalog.format('COMMENT ON STATISTICS %I.%I IS %L', s.nspname, x.stxname, d.description)
  FROM pg_catalog.pg_statistic_ext x
  JOIN spaces s ON s.oid = x.stxnamespace
  JOIN pg_catalog.pg_description d ON d.classoid = 'pg_catalog.pg_statistic_ext'::regclass AND d.objoid = x.oid
UNION ALL
-- settings of columns; storage is compared with the type's own
SELECT 'OTHER', a.nspname, a.relname, a.attname, 'column setting',
       pg_catalog.format('ALTER %s %s ALTER COLUMN %I SET STORAGE %s', a.word, a.full_name, a.attname,
         CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL' WHEN 'x' THEN 'EXTENDED' ELSE 'MAIN' END)
  FROM attributes a
  JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
 WHERE a.relkind IN ('r', 'p', 'm') AND a.attstorage <> t.typstorage
UNION ALL -- from 14
SELECT 'OTHER', a.nspname, a.relname, a.attname, 'column setting', -- from 14
       pg_catalog.format('ALTER %s %s ALTER COLUMN %I SET COMPRESSION %s', a.word, a.full_name, a.attname, -- from 14
         CASE a.attcompression WHEN 'l' THEN 'lz4' ELSE 'pglz' END) -- from 14
  FROM attributes a -- from 14
 WHERE a.relkind IN ('r', 'p', 'm') AND a.attcompression <> '' -- from 14
UNION ALL
SELECT 'OTHER', a.nspname, a.relname, a.attname, 'column setting',
       pg_catalog.format('ALTER %s %s ALTER COLUMN %s SET STATISTICS %s', a.word, a.full_name,
         CASE WHEN a.word = 'INDEX' THEN a.attnum::text ELSE pg_catalog.quote_ident(a.attname) END, a.attstattarget)
  FROM attributes a
 WHERE a.relkind IN ('r', 'p', 'm', 'i', 'I') AND a.attstattarget >= 0
UNION ALL
SELECT 'OTHER', a.nspname, a.relname, a.attname, 'column setting',
       pg_catalog.format('ALTER %s %s ALTER COLUMN %I SET (%s)', a.word, a.full_name, a.attname,
         pg_catalog.array_to_string(a.attoptions, ', '))
  FROM attributes a
 WHERE a.relkind IN ('r', 'p', 'm') AND a.attoptions IS NOT NULL
UNION ALL
SELECT 'DEFAULT', a.nspname, a.relname, a.attname, 'default of a view column',
       pg_catalog.format('ALTER VIEW %s ALTER COLUMN %I SET DEFAULT %s', a.full_name, a.attname,
         pg_catalog.pg_get_expr(f.adbin, f.adrelid))
  FROM attributes a
  JOIN pg_catalog.pg_attrdef f ON f.adrelid = a.attrelid AND f.adnum = a.attnum
 WHERE a.relkind = 'v'
UNION ALL
-- settings of relations
SELECT 'OTHER', r.nspname, NULL, r.relname, pg_catalog.lower(r.word) || ' setting',
       pg_catalog.format('ALTER %s %s SET (%s)', r.word, r.full_name,
         (SELECT string_agg(pg_catalog.split_part(o.pair, '=', 1) || ' = '
                   || pg_catalog.quote_literal(pg_catalog.substr(o.pair, pg_catalog.strpos(o.pair, '=') + 1)), ', ')
            FROM unnest(r.reloptions) o (pair)
           WHERE o.pair !~ '^(check_option|security_invoker)='))
  FROM relations r
 WHERE EXISTS (SELECT FROM unnest(r.reloptions) o (pair) WHERE o.pair !~ '^(check_option|security_invoker)=')
   AND (r.relkind IN ('v', 'm')
        OR r.relkind = 'i' AND EXISTS (SELECT FROM pg_catalog.pg_constraint k
                                        WHERE k.conindid = r.oid AND k.contype IN ('p', 'u')))
UNION ALL
SELECT 'OTHER', r.nspname, NULL, r.relname, 'replica identity',
       pg_catalog.format('ALTER TABLE %s REPLICA IDENTITY %s', r.full_name,
         CASE r.relreplident WHEN 'f' THEN 'FULL' WHEN 'n' THEN 'NOTHING'
           ELSE 'USING INDEX ' || (SELECT pg_catalog.quote_ident(x.relname)
                                     FROM pg_catalog.pg_index i
                                     JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
                                    WHERE i.indrelid = r.oid AND i.indisreplident) END)
  FROM relations r
 WHERE r.relkind IN ('r', 'p') AND r.relreplident IN ('f', 'n', 'i')
UNION ALL
SELECT 'OTHER', r.nspname, NULL, r.relname, 'cluster order',
       pg_catalog.format('ALTER %s %s CLUSTER ON %I', r.word, r.full_name, x.relname)
  FROM pg_catalog.pg_index i
  JOIN relations r ON r.oid = i.indrelid
  JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
 WHERE i.indisclustered
UNION ALL
SELECT 'OTHER', r.nspname, NULL, r.relname, 'type of the table',
       pg_catalog.format('ALTER TABLE %s OF %s', r.full_name, pg_catalog.format_type(r.reloftype, NULL))
  FROM relations r
 WHERE r.relkind IN ('r', 'p') AND r.reloftype <> 0
UNION ALL -- from 15
SELECT 'OTHER', r.nspname, NULL, r.relname, 'unlogged sequence', -- from 15
       pg_catalog.format('ALTER SEQUENCE %s SET UNLOGGED', r.full_name) -- from 15
  FROM relations r -- from 15
 WHERE r.relkind = 'S' AND r.relpersistence = 'u' -- from 15
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d -- from 15
                    WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = r.oid AND d.refobjsubid > 0) -- from 15
UNION ALL
-- triggers that a record's on and off do not tell, and those that a partition has in another state than the root
SELECT 'OTHER', r.nspname, r.relname, t.tgname,
       CASE WHEN u.oid IS NULL THEN 'trigger state' ELSE 'trigger state of a partition' END,
       pg_catalog.format('ALTER TABLE %s %s TRIGGER %I', r.full_name,
         CASE t.tgenabled WHEN 'R' THEN 'ENABLE REPLICA' WHEN 'A' THEN 'ENABLE ALWAYS' WHEN 'D' THEN 'DISABLE' ELSE 'ENABLE' END,
         t.tgname)
  FROM pg_catalog.pg_trigger t
  JOIN relations r ON r.oid = t.tgrelid
  LEFT JOIN pg_catalog.pg_trigger u ON u.oid = t.tgparentid
 WHERE (NOT t.tgisinternal OR u.oid IS NOT NULL)
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint k WHERE k.oid = t.tgconstraint AND k.contype = 'f')
   AND (u.oid IS NULL AND t.tgenabled IN ('R', 'A') OR u.tgenabled <> t.tgenabled)
UNION ALL
SELECT 'OTHER', r.nspname, NULL, r.relname, pg_catalog.lower(r.word) || ' tablespace',
       pg_catalog.format('ALTER %s %s SET TABLESPACE %I', r.word, r.full_name, s.spcname)
  FROM relations r
  JOIN pg_catalog.pg_tablespace s ON s.oid = r.reltablespace
 WHERE r.relkind IN ('r', 'p', 'm', 'i', 'I')
UNION ALL -- from 17
SELECT 'OTHER', t.nspname, NULL, t.typname, 'not-null constraint of a domain', -- from 17
       pg_catalog.format('ALTER DOMAIN %s DROP NOT NULL; ALTER DOMAIN %s ADD CONSTRAINT %I NOT NULL', -- from 17
         t.full_name, t.full_name, k.conname) -- from 17
  FROM pg_catalog.pg_constraint k -- from 17
  JOIN types t ON t.oid = k.contypid -- from 17
 WHERE k.contype = 'n' AND k.conname <> t.typname || '_not_null' -- from 17
   AND NOT (octet_length(t.typname || '_not_null') > 63 AND k.conname LIKE '%\_not\_null') -- from 17
UNION ALL -- from 18
-- a NOT NULL of another name than the server gives, which cuts long ones in its own way, or with a clause
SELECT 'OTHER', r.nspname, r.relname, k.conname, 'not-null constraint', -- from 18
       CASE WHEN k.convalidated -- from 18
         THEN pg_catalog.format('ALTER TABLE ONLY %s ALTER COLUMN %I DROP NOT NULL, ADD CONSTRAINT %I %s', r.full_name, -- from 18
                a.attname, k.conname, pg_catalog.pg_get_constraintdef(k.oid)) -- from 18
         ELSE pg_catalog.format('ALTER TABLE %s ADD CONSTRAINT %I %s', r.full_name, k.conname, -- from 18
                pg_catalog.pg_get_constraintdef(k.oid)) END -- from 18
  FROM pg_catalog.pg_constraint k -- from 18
  JOIN relations r ON r.oid = k.conrelid -- from 18
  JOIN pg_catalog.pg_attribute a ON a.attrelid = r.oid AND a.attnum = k.conkey[1] AND a.attidentity = '' -- from 18
 WHERE k.contype = 'n' AND k.conislocal AND k.coninhcount = 0 -- from 18
   AND (NOT k.convalidated OR k.connoinherit -- from 18
        OR k.conname <> r.relname || '_' || a.attname || '_not_null' -- from 18
            AND NOT (octet_length(r.relname || '_' || a.attname || '_not_null') > 63 AND k.conname LIKE '%\_not\_null')) -- from 18
 ORDER BY 2, 1, 5, 3, 4
