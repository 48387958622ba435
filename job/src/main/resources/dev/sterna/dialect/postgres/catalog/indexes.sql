-- Indexes of tables and materialized views that no constraint made.
SELECT n.nspname AS schema, c.relname AS table, x.relname AS name,
       i.indisunique AS unique, m.amname AS method, i.indisvalid AS valid,
       i.indnullsnotdistinct AS nulls_not_distinct, -- from 15
       false AS nulls_not_distinct, -- before 15
       pg_catalog.pg_get_expr(i.indpred, i.indrelid) AS predicate,
       pg_catalog.pg_get_indexdef(x.oid) AS definition,
       i.indnkeyatts AS keys,
       p.columns, p.expressions, p.options, p.classes, p.collations,
       pg_catalog.obj_description(x.oid, 'pg_class') AS comment
  FROM pg_catalog.pg_index i
  JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
  JOIN pg_catalog.pg_am m ON m.oid = x.relam
 CROSS JOIN LATERAL (
   SELECT array_agg(a.attname::text ORDER BY u.position) AS columns,
          array_agg(CASE WHEN u.attnum = 0 THEN pg_catalog.pg_get_indexdef(x.oid, u.position::int, false) END
                    ORDER BY u.position) AS expressions,
          array_agg(coalesce((i.indoption::int2[])[u.position - 1], 0)::int ORDER BY u.position) AS options,
          array_agg((SELECT CASE WHEN s.nspname = 'pg_catalog' THEN '' ELSE pg_catalog.quote_ident(s.nspname) || '.' END
                            || pg_catalog.quote_ident(o.opcname)
                       FROM pg_catalog.pg_opclass o
                       JOIN pg_catalog.pg_namespace s ON s.oid = o.opcnamespace
                      WHERE o.oid = (i.indclass::oid[])[u.position - 1] AND NOT o.opcdefault) ORDER BY u.position) AS classes,
          array_agg(CASE WHEN (i.indcollation::oid[])[u.position - 1] <> coalesce(a.attcollation, 100)
                         THEN (SELECT CASE WHEN s.nspname = 'pg_catalog' THEN '' ELSE pg_catalog.quote_ident(s.nspname) || '.' END
                                      || pg_catalog.quote_ident(l.collname)
                                 FROM pg_catalog.pg_collation l
                                 JOIN pg_catalog.pg_namespace s ON s.oid = l.collnamespace
                                WHERE l.oid = (i.indcollation::oid[])[u.position - 1])
                    END ORDER BY u.position) AS collations
     FROM unnest(i.indkey::int2[]) WITH ORDINALITY u (attnum, position)
     LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = u.attnum AND u.attnum <> 0) p
 WHERE n.nspname = ANY (?)
   AND c.relkind IN ('r', 'p', 'm') -- of everything
   AND c.relkind IN ('r', 'p') AND NOT c.relispartition -- of roots
   AND i.indisunique AND i.indpred IS NULL AND i.indexprs IS NULL -- of roots
   AND c.relpersistence <> 't'
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_constraint k
                    WHERE k.conindid = i.indexrelid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u', 'x'))
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e -- of everything
                    WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e') -- of everything
 ORDER BY n.nspname, c.relname, x.relname
