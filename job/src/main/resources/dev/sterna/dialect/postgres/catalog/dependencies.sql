-- Which object needs which other one to be there when it is made. The row type of a table is the table, an array its
-- element, the rule of a view the view; a computed column is its table's, a plain default stands for itself.
WITH spaces AS (
  SELECT n.oid, n.nspname FROM pg_catalog.pg_namespace n WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
), relations AS (
  SELECT c.oid, CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED_VIEW' WHEN 'S' THEN 'SEQUENCE'
                               WHEN 'c' THEN 'COMPOSITE' WHEN 'f' THEN 'OTHER' ELSE 'TABLE' END AS kind,
         s.nspname AS schema, NULL::text AS "table", c.relname::text AS name
    FROM pg_catalog.pg_class c
    JOIN spaces s ON s.oid = c.relnamespace
   WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c', 'S')
), types AS (
  SELECT t.oid, coalesce(r.kind, CASE t.typtype WHEN 'd' THEN 'DOMAIN' WHEN 'e' THEN 'ENUM' ELSE 'RANGE' END) AS kind,
         s.nspname AS schema, NULL::text AS "table", t.typname::text AS name
    FROM pg_catalog.pg_type t
    JOIN spaces s ON s.oid = t.typnamespace
    LEFT JOIN relations r ON r.oid = t.typrelid
   WHERE t.typtype IN ('d', 'e', 'r', 'c')
), nodes AS (
  SELECT 'pg_catalog.pg_class'::regclass AS class, * FROM relations
  UNION ALL
  SELECT 'pg_catalog.pg_type'::regclass, * FROM types
  UNION ALL
  SELECT 'pg_catalog.pg_type'::regclass, a.oid, t.kind, t.schema, t."table", t.name
    FROM types t
    JOIN pg_catalog.pg_type a ON a.typelem = t.oid AND a.typcategory = 'A'
  UNION ALL -- from 14
  SELECT 'pg_catalog.pg_type'::regclass, r.rngmultitypid, t.kind, t.schema, t."table", t.name -- from 14
    FROM types t -- from 14
    JOIN pg_catalog.pg_range r ON r.rngtypid = t.oid -- from 14
  UNION ALL
  SELECT 'pg_catalog.pg_proc'::regclass, p.oid, 'ROUTINE', s.nspname, NULL,
         pg_catalog.quote_ident(p.proname) || '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')'
    FROM pg_catalog.pg_proc p
    JOIN spaces s ON s.oid = p.pronamespace
  UNION ALL
  SELECT 'pg_catalog.pg_attrdef'::regclass, f.oid, CASE a.attgenerated WHEN '' THEN 'DEFAULT' ELSE r.kind END,
         r.schema, CASE a.attgenerated WHEN '' THEN r.name END, CASE a.attgenerated WHEN '' THEN a.attname::text ELSE r.name END
    FROM pg_catalog.pg_attrdef f
    JOIN relations r ON r.oid = f.adrelid
    JOIN pg_catalog.pg_attribute a ON a.attrelid = f.adrelid AND a.attnum = f.adnum
  UNION ALL
  SELECT 'pg_catalog.pg_rewrite'::regclass, w.oid, r.kind, r.schema, r."table", r.name
    FROM pg_catalog.pg_rewrite w
    JOIN relations r ON r.oid = w.ev_class
   WHERE w.rulename = '_RETURN'
  UNION ALL
  SELECT 'pg_catalog.pg_constraint'::regclass, k.oid, t.kind, t.schema, t."table", t.name
    FROM pg_catalog.pg_constraint k
    JOIN types t ON t.oid = k.contypid
  UNION ALL
  SELECT 'pg_catalog.pg_collation'::regclass, c.oid, 'OTHER', s.nspname, NULL, c.collname
    FROM pg_catalog.pg_collation c
    JOIN spaces s ON s.oid = c.collnamespace
  UNION ALL
  SELECT 'pg_catalog.pg_operator'::regclass, o.oid, 'OTHER', s.nspname, NULL, o.oid::regoperator::text
    FROM pg_catalog.pg_operator o
    JOIN spaces s ON s.oid = o.oprnamespace
  UNION ALL
  SELECT 'pg_catalog.pg_opclass'::regclass, o.oid, 'OTHER', s.nspname, NULL, o.opcname || ' USING ' || m.amname
    FROM pg_catalog.pg_opclass o
    JOIN pg_catalog.pg_am m ON m.oid = o.opcmethod
    JOIN spaces s ON s.oid = o.opcnamespace
  UNION ALL
  SELECT 'pg_catalog.pg_opfamily'::regclass, o.oid, 'OTHER', s.nspname, NULL, o.opfname || ' FAMILY USING ' || m.amname
    FROM pg_catalog.pg_opfamily o
    JOIN pg_catalog.pg_am m ON m.oid = o.opfmethod
    JOIN spaces s ON s.oid = o.opfnamespace
  UNION ALL
  SELECT 'pg_catalog.pg_cast'::regclass, c.oid, 'OTHER', NULL, NULL,
         pg_catalog.format_type(c.castsource, NULL) || ' AS ' || pg_catalog.format_type(c.casttarget, NULL)
    FROM pg_catalog.pg_cast c
   WHERE c.oid >= 16384
  UNION ALL
  SELECT 'pg_catalog.pg_ts_dict'::regclass, d.oid, 'OTHER', s.nspname, NULL, d.dictname
    FROM pg_catalog.pg_ts_dict d
    JOIN spaces s ON s.oid = d.dictnamespace
  UNION ALL
  SELECT 'pg_catalog.pg_ts_config'::regclass, c.oid, 'OTHER', s.nspname, NULL, c.cfgname
    FROM pg_catalog.pg_ts_config c
    JOIN spaces s ON s.oid = c.cfgnamespace
)
SELECT DISTINCT a.kind AS kind, a.schema AS schema, a."table" AS "table", a.name AS name,
       b.kind AS on_kind, b.schema AS on_schema, b."table" AS on_table, b.name AS on_name
  FROM pg_catalog.pg_depend d
  JOIN nodes a ON a.class = d.classid AND a.oid = d.objid
  JOIN nodes b ON b.class = d.refclassid AND b.oid = d.refobjid
 WHERE (a.schema = ANY (?) OR a.schema IS NULL)
   AND d.deptype IN ('n', 'a', 'i')
   -- an owned sequence depends on its column, and the column's default on the sequence
   AND a.kind <> 'SEQUENCE'
   AND (a.kind, a.schema, a."table", a.name) IS DISTINCT FROM (b.kind, b.schema, b."table", b.name)
   AND NOT (a.kind = 'DEFAULT' AND b.kind = 'TABLE' AND a.schema = b.schema AND a."table" = b.name)
 ORDER BY 2, 1, 3, 4, 6, 5, 7, 8
