-- Ordinary tables and partitioned roots of some schemas, with sizes. A partition belongs to its root and is not listed.
-- Rows come from the last ANALYZE or VACUUM, scaled to the present size as the planner does it; for a table that has
-- seen neither, from the columns' widths.
WITH picked AS (
  SELECT c.oid, n.nspname, c.relname, c.relkind
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname = ANY (?)
     AND c.relkind IN ('r', 'p')
     AND NOT c.relispartition
     AND c.relpersistence <> 't'
), leaves AS (
  SELECT oid AS root, oid AS leaf FROM picked WHERE relkind = 'r'
  UNION ALL
  SELECT p.oid, t.relid
    FROM picked p, LATERAL pg_catalog.pg_partition_tree(p.oid) t
   WHERE p.relkind = 'p' AND t.isleaf
), widths AS (
  SELECT p.oid AS root,
         28 + sum(CASE WHEN a.attlen > 0 THEN a.attlen ELSE 20 END) AS bytes
    FROM picked p
    JOIN pg_catalog.pg_attribute a ON a.attrelid = p.oid AND a.attnum > 0 AND NOT a.attisdropped
   GROUP BY p.oid
), sizes AS (
  SELECT l.root, c.reltuples, c.relpages,
         coalesce(pg_catalog.pg_relation_size(c.oid), 0) AS heap,
         CASE WHEN c.reltoastrelid = 0 THEN 0 ELSE coalesce(pg_catalog.pg_relation_size(c.reltoastrelid), 0) END AS toast
    FROM leaves l
    JOIN pg_catalog.pg_class c ON c.oid = l.leaf
), estimates AS (
  SELECT s.root,
         sum(CASE
               WHEN s.heap = 0 THEN 0
               WHEN s.relpages > 0 AND s.reltuples >= 0
                 THEN s.reltuples::float8 / s.relpages * (s.heap / b.size)
               ELSE s.heap / b.size * greatest(1, floor((b.size - 24) / w.bytes))
             END) AS live,
         sum(s.heap + s.toast) AS bytes
    FROM sizes s
    JOIN widths w ON w.root = s.root
   CROSS JOIN (SELECT pg_catalog.current_setting('block_size')::float8 AS size) b
   GROUP BY s.root
)
SELECT p.nspname, p.relname, coalesce(round(e.live), 0)::bigint, coalesce(e.bytes, 0)::bigint
  FROM picked p
  LEFT JOIN estimates e ON e.root = p.oid
 ORDER BY p.nspname, p.relname
