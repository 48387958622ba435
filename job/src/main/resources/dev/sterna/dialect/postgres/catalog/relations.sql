-- Tables, partitions, views and materialized views. Rows come from the last ANALYZE or VACUUM, scaled to the present size as
-- the planner does it; for a table that has seen neither, from the columns' widths. A partitioned table is as large as its
-- partitions together.
WITH picked AS (
  SELECT c.*, n.nspname
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
   WHERE n.nspname = ANY (?)
     AND c.relkind IN ('r', 'p', 'v', 'm') -- of everything
     AND c.relkind IN ('r', 'p') AND NOT c.relispartition -- of roots
     AND c.relpersistence <> 't'
     AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e -- of everything
                      WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e') -- of everything
), leaves AS (
  SELECT oid AS root, oid AS leaf FROM picked WHERE relkind IN ('r', 'm')
  UNION ALL
  SELECT p.oid, t.relid
    FROM picked p, LATERAL pg_catalog.pg_partition_tree(p.oid) t
   WHERE p.relkind = 'p' AND t.isleaf
), widths AS (
  SELECT p.oid AS root,
         28 + sum(CASE WHEN a.attlen > 0 THEN a.attlen ELSE 20 END) AS bytes
    FROM picked p
    JOIN pg_catalog.pg_attribute a ON a.attrelid = p.oid AND a.attnum > 0 AND NOT a.attisdropped
   WHERE p.relkind <> 'v'
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
               ELSE s.heap / b.size * greatest(1, floor((b.size - 24) / coalesce(w.bytes, 28)))
             END) AS live,
         sum(s.heap + s.toast) AS bytes
    FROM sizes s
    LEFT JOIN widths w ON w.root = s.root
   CROSS JOIN (SELECT pg_catalog.current_setting('block_size')::float8 AS size) b
   GROUP BY s.root
)
SELECT p.nspname AS schema, p.relname AS name, p.relkind AS kind,
       pg_catalog.pg_get_userbyid(p.relowner) AS owner,
       pg_catalog.obj_description(p.oid, 'pg_class') AS comment,
       coalesce(round(e.live), 0)::bigint AS rows, coalesce(e.bytes, 0)::bigint AS bytes,
       p.relpersistence = 'u' AS unlogged,
       p.reloptions AS options,
       t.reloptions AS toast_options,
       s.spcname AS tablespace,
       CASE WHEN m.amname <> 'heap' THEN m.amname END AS access_method,
       p.relispopulated AS populated,
       p.relrowsecurity AS row_security, p.relforcerowsecurity AS forced,
       k.partstrat AS strategy,
       CASE WHEN p.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(p.oid) END AS partition_key,
       ARRAY (SELECT a.attname::text
                FROM unnest(k.partattrs::int2[]) WITH ORDINALITY u (attnum, position)
                LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = p.oid AND a.attnum = u.attnum AND u.attnum > 0
               ORDER BY u.position) AS partition_columns,
       CASE WHEN p.relispartition THEN pg_catalog.pg_get_expr(p.relpartbound, p.oid) END AS bound,
       h.schemas AS parent_schemas, h.names AS parent_names,
       CASE WHEN p.relkind IN ('v', 'm') THEN pg_catalog.pg_get_viewdef(p.oid) END AS query
  FROM picked p
  LEFT JOIN estimates e ON e.root = p.oid
  LEFT JOIN pg_catalog.pg_class t ON t.oid = p.reltoastrelid
  LEFT JOIN pg_catalog.pg_tablespace s ON s.oid = p.reltablespace
  LEFT JOIN pg_catalog.pg_am m ON m.oid = p.relam
  LEFT JOIN pg_catalog.pg_partitioned_table k ON k.partrelid = p.oid
  LEFT JOIN (SELECT i.inhrelid, array_agg(n.nspname::text ORDER BY i.inhseqno) AS schemas,
                    array_agg(c.relname::text ORDER BY i.inhseqno) AS names
               FROM pg_catalog.pg_inherits i
               JOIN pg_catalog.pg_class c ON c.oid = i.inhparent
               JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
              GROUP BY i.inhrelid) h ON h.inhrelid = p.oid
 ORDER BY p.nspname, p.relname
