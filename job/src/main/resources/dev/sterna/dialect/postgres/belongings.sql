-- How many objects of each kind the tables have that tables.sql lists. The default of a serial column is its numbering,
-- and a collation counts where it is not the database's.
WITH picked AS (
  SELECT c.oid, n.nspname, c.relname
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname = ANY (?)
     AND c.relkind IN ('r', 'p')
     AND NOT c.relispartition
     AND c.relpersistence <> 't'
), objects AS (
  SELECT i.indrelid AS rel, CASE WHEN i.indisunique THEN 'UNIQUE_KEY' ELSE 'INDEX' END AS kind
    FROM pg_catalog.pg_index i
   WHERE NOT i.indisprimary
  UNION ALL
  SELECT k.conrelid, CASE k.contype WHEN 'f' THEN 'FOREIGN_KEY' ELSE 'CHECK' END
    FROM pg_catalog.pg_constraint k
   WHERE k.contype IN ('f', 'c')
  UNION ALL
  SELECT d.adrelid, 'DEFAULT'
    FROM pg_catalog.pg_attrdef d
    JOIN pg_catalog.pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum AND a.attgenerated = ''
   WHERE pg_catalog.pg_get_expr(d.adbin, d.adrelid) NOT LIKE 'nextval(%'
  UNION ALL
  SELECT t.tgrelid, 'TRIGGER'
    FROM pg_catalog.pg_trigger t
   WHERE NOT t.tgisinternal
  UNION ALL
  SELECT a.attrelid, 'COLLATION'
    FROM pg_catalog.pg_attribute a
    JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
   WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attcollation <> t.typcollation
)
SELECT p.nspname, p.relname, o.kind, count(*)
  FROM picked p
  JOIN objects o ON o.rel = p.oid
 GROUP BY p.nspname, p.relname, o.kind
