-- Columns of the tables that tables.sql lists, in the tables' order. A domain is seen through to its base type. A NOT
-- NULL that is not validated yet promises nothing about the rows that are there.
WITH RECURSIVE domains AS (
  SELECT oid, typbasetype AS base, typtypmod AS typmod FROM pg_catalog.pg_type WHERE typtype = 'd'
  UNION ALL
  SELECT d.oid, t.typbasetype, CASE WHEN d.typmod = -1 THEN t.typtypmod ELSE d.typmod END
    FROM domains d
    JOIN pg_catalog.pg_type t ON t.oid = d.base
   WHERE t.typtype = 'd'
), database AS (
  SELECT coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale', d.datcollate::text) AS collation
    FROM pg_catalog.pg_database d
   WHERE d.datname = pg_catalog.current_database()
)
SELECT n.nspname, c.relname, a.attname,
       pg_catalog.format_type(a.atttypid, a.atttypmod) AS native,
       pg_catalog.format_type(bt.oid, CASE WHEN d.oid IS NULL THEN a.atttypmod ELSE d.typmod END) AS base,
       CASE WHEN bt.typtype = 'e'
            THEN ARRAY (SELECT e.enumlabel::text FROM pg_catalog.pg_enum e WHERE e.enumtypid = bt.oid ORDER BY e.enumsortorder)
       END AS labels,
       NOT a.attnotnull OR EXISTS (
         SELECT FROM pg_catalog.pg_constraint k
          WHERE k.conrelid = c.oid AND k.contype = 'n' AND NOT k.convalidated AND k.conkey[1] = a.attnum) AS nullable,
       CASE WHEN a.attgenerated <> '' THEN 'COMPUTED'
            WHEN a.attidentity <> '' OR EXISTS (
              SELECT FROM pg_catalog.pg_depend o
                JOIN pg_catalog.pg_class s ON s.oid = o.objid AND s.relkind = 'S'
                JOIN pg_catalog.pg_attrdef f ON f.adrelid = c.oid AND f.adnum = a.attnum
                JOIN pg_catalog.pg_depend u
                  ON u.classid = 'pg_catalog.pg_attrdef'::regclass AND u.objid = f.oid
                 AND u.refclassid = 'pg_catalog.pg_class'::regclass AND u.refobjid = s.oid
               WHERE o.classid = 'pg_catalog.pg_class'::regclass AND o.deptype = 'a'
                 AND o.refclassid = 'pg_catalog.pg_class'::regclass
                 AND o.refobjid = c.oid AND o.refobjsubid = a.attnum) THEN 'IDENTITY'
            ELSE 'NO'
       END AS generated,
       CASE WHEN l.oid IS NULL THEN NULL
            WHEN l.collname = 'default' THEN database.collation
            ELSE l.collname::text
       END AS collation
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN (SELECT d.* FROM domains d JOIN pg_catalog.pg_type t ON t.oid = d.base WHERE t.typtype <> 'd') d
    ON d.oid = a.atttypid
  JOIN pg_catalog.pg_type bt ON bt.oid = coalesce(d.base, a.atttypid)
  LEFT JOIN pg_catalog.pg_collation l ON l.oid = a.attcollation
 CROSS JOIN database
 WHERE n.nspname = ANY (?)
   AND c.relkind IN ('r', 'p')
   AND NOT c.relispartition
   AND c.relpersistence <> 't'
 ORDER BY n.nspname, c.relname, a.attnum
