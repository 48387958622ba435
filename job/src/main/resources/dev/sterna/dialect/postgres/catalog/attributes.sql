-- Columns of tables and views. A domain is seen through to its base type. A NOT NULL that is not validated yet promises
-- nothing about the rows that are there.
WITH RECURSIVE domains AS (
  SELECT oid, typbasetype AS base, typtypmod AS typmod FROM pg_catalog.pg_type WHERE typtype = 'd'
  UNION ALL
  SELECT d.oid, t.typbasetype, CASE WHEN d.typmod = -1 THEN t.typtypmod ELSE d.typmod END
    FROM domains d
    JOIN pg_catalog.pg_type t ON t.oid = d.base
   WHERE t.typtype = 'd'
), labels AS (
  SELECT e.enumtypid, array_agg(e.enumlabel::text ORDER BY e.enumsortorder) AS labels
    FROM pg_catalog.pg_enum e
   GROUP BY e.enumtypid
), calls AS (
  SELECT f.oid AS attrdef,
         coalesce(array_agg(DISTINCT p.oid::pg_catalog.regprocedure::text)
                  FILTER (WHERE p.provolatile <> 'i'), '{}') AS changing,
         coalesce(array_agg(DISTINCT x.extname::text) FILTER (WHERE x.oid IS NOT NULL), '{}') AS extensions
    FROM pg_catalog.pg_attrdef f
    JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_attrdef'::regclass AND d.objid = f.oid
    LEFT JOIN pg_catalog.pg_operator o
      ON d.refclassid = 'pg_catalog.pg_operator'::regclass AND o.oid = d.refobjid
    JOIN pg_catalog.pg_proc p
      ON p.oid = CASE d.refclassid WHEN 'pg_catalog.pg_proc'::regclass THEN d.refobjid ELSE o.oprcode END
    LEFT JOIN pg_catalog.pg_depend e
      ON e.classid = 'pg_catalog.pg_proc'::regclass AND e.objid = p.oid AND e.deptype = 'e'
    LEFT JOIN pg_catalog.pg_extension x
      ON e.refclassid = 'pg_catalog.pg_extension'::regclass AND x.oid = e.refobjid
   GROUP BY f.oid
), promises AS (
  SELECT k.conrelid, k.conkey[1] AS attnum
    FROM pg_catalog.pg_constraint k
   WHERE k.contype = 'n' AND NOT k.convalidated
)
SELECT n.nspname AS schema, c.relname AS table, a.attname AS name,
       pg_catalog.format_type(a.atttypid, a.atttypmod) AS native,
       pg_catalog.format_type(bt.oid, CASE WHEN d.oid IS NULL THEN a.atttypmod ELSE d.typmod END) AS base,
       CASE WHEN bt.typtype = 'e' THEN coalesce(labels.labels, '{}') END AS labels,
       NOT a.attnotnull OR promises.attnum IS NOT NULL AS nullable,
       a.attgenerated AS generated, a.attidentity AS identity,
       pg_catalog.pg_get_expr(f.adbin, f.adrelid) AS expression,
       CASE WHEN a.attcollation <> 0 AND a.attcollation <> t.typcollation
            THEN CASE WHEN ln.nspname = 'pg_catalog' THEN '' ELSE pg_catalog.quote_ident(ln.nspname) || '.' END
                 || pg_catalog.quote_ident(l.collname)
       END AS collation,
       a.attislocal AND a.attinhcount > 0 AND NOT c.relispartition AS declared,
       calls.changing, calls.extensions,
       r.description AS comment
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
  LEFT JOIN (SELECT d.* FROM domains d JOIN pg_catalog.pg_type t ON t.oid = d.base WHERE t.typtype <> 'd') d
    ON d.oid = a.atttypid
  JOIN pg_catalog.pg_type bt ON bt.oid = coalesce(d.base, a.atttypid)
  LEFT JOIN labels ON labels.enumtypid = bt.oid
  LEFT JOIN promises ON promises.conrelid = c.oid AND promises.attnum = a.attnum
  LEFT JOIN pg_catalog.pg_attrdef f ON f.adrelid = c.oid AND f.adnum = a.attnum
  LEFT JOIN calls ON calls.attrdef = f.oid
  LEFT JOIN pg_catalog.pg_collation l ON l.oid = a.attcollation
  LEFT JOIN pg_catalog.pg_namespace ln ON ln.oid = l.collnamespace
  LEFT JOIN pg_catalog.pg_description r
    ON r.classoid = 'pg_catalog.pg_class'::regclass AND r.objoid = c.oid AND r.objsubid = a.attnum
 WHERE n.nspname = ANY (?)
   AND c.relkind IN ('r', 'p', 'v', 'm') -- of everything
   AND c.relkind IN ('r', 'p') AND NOT c.relispartition -- of roots
   AND c.relpersistence <> 't'
 ORDER BY n.nspname, c.relname, a.attnum
