-- Constraints of tables; of checks where rows are moved those that may say a column's type. Those that a parent hands down are the parent's, but keys: an index of its own stands behind each.
SELECT n.nspname AS schema, c.relname AS table, k.conname AS name, k.contype AS kind,
       k.condeferrable AS deferrable, k.condeferred AS deferred, k.convalidated AS validated, k.connoinherit AS no_inherit,
       k.conenforced AS enforced, -- from 18
       true AS enforced, -- before 18
       k.conperiod AS period, -- from 18
       false AS period, -- before 18
       i.indnullsnotdistinct AS nulls_not_distinct, -- from 15
       false AS nulls_not_distinct, -- before 15
       CASE WHEN k.contype = 'x'
              OR k.conperiod OR NOT k.conenforced -- from 18
            THEN pg_catalog.pg_get_constraintdef(k.oid) END AS definition,
       CASE WHEN k.contype = 'c' THEN pg_catalog.pg_get_expr(k.conbin, k.conrelid) END AS condition,
       ARRAY (SELECT a.attname::text
                FROM unnest(k.conkey) WITH ORDINALITY u (attnum, position)
                JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.attnum
               ORDER BY u.position) AS columns,
       ARRAY (SELECT a.attname::text
                FROM unnest(i.indkey::int2[]) WITH ORDINALITY u (attnum, position)
                JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.attnum
               WHERE u.position > i.indnkeyatts AND k.contype IN ('p', 'u')
               ORDER BY u.position) AS included,
       tn.nspname AS target_schema, tc.relname AS target_table,
       ARRAY (SELECT a.attname::text
                FROM unnest(k.confkey) WITH ORDINALITY u (attnum, position)
                JOIN pg_catalog.pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = u.attnum
               ORDER BY u.position) AS referenced,
       k.confdeltype AS on_delete, k.confupdtype AS on_update, k.confmatchtype = 'f' AS match_full,
       ARRAY (SELECT a.attname::text -- from 15
                FROM unnest(k.confdelsetcols) WITH ORDINALITY u (attnum, position) -- from 15
                JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.attnum -- from 15
               ORDER BY u.position) AS set_columns, -- from 15
       '{}'::text[] AS set_columns, -- before 15
       pg_catalog.obj_description(k.oid, 'pg_constraint') AS comment
  FROM pg_catalog.pg_constraint k
  JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = k.conindid AND k.contype IN ('p', 'u', 'x')
  LEFT JOIN pg_catalog.pg_class tc ON tc.oid = k.confrelid
  LEFT JOIN pg_catalog.pg_namespace tn ON tn.oid = tc.relnamespace
 WHERE n.nspname = ANY (?)
   AND c.relkind IN ('r', 'p')
   AND NOT c.relispartition -- of roots
   AND c.relpersistence <> 't'
   AND (k.contype IN ('p', 'u', 'x') -- of everything
   AND (k.contype IN ('p', 'u') AND i.indisvalid -- of roots
        OR k.contype = 'f' AND k.conparentid = 0
        OR k.contype = 'c' AND k.conislocal -- of everything
        OR k.contype = 'c' AND k.conislocal AND cardinality(k.conkey) = 1 -- of roots
       )
 ORDER BY n.nspname, c.relname, k.conname
