-- Primary keys and unique keys over whole columns: valid, without a predicate or an expression, compared by equality.
SELECT n.nspname, c.relname, coalesce(k.conname, x.relname)::text AS name, i.indisprimary,
       ARRAY (SELECT a.attname::text
                FROM unnest(i.indkey::int2[]) WITH ORDINALITY u (attnum, position)
                JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = u.attnum
               WHERE u.position <= i.indnkeyatts
               ORDER BY u.position) AS columns
  FROM pg_catalog.pg_index i
  JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
  LEFT JOIN pg_catalog.pg_constraint k
    ON k.conindid = i.indexrelid AND k.conrelid = c.oid AND k.contype IN ('p', 'u')
 WHERE n.nspname = ANY (?)
   AND c.relkind IN ('r', 'p')
   AND NOT c.relispartition
   AND c.relpersistence <> 't'
   AND i.indisunique
   AND i.indisvalid
   AND i.indislive
   AND NOT i.indisexclusion
   AND i.indpred IS NULL
   AND i.indexprs IS NULL
 ORDER BY n.nspname, c.relname, i.indisprimary DESC, 3
