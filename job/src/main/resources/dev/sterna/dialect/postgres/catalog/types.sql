-- Enumerations, domains, composite types that are no table's rows, and ranges.
SELECT n.nspname AS schema, t.typname AS name, t.typtype AS kind,
       pg_catalog.obj_description(t.oid, 'pg_type') AS comment,
       ARRAY (SELECT e.enumlabel::text FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder) AS labels,
       pg_catalog.format_type(t.typbasetype, t.typtypmod) AS base,
       CASE WHEN t.typtype = 'd' AND t.typcollation <> 0 AND t.typcollation <> b.typcollation
            THEN CASE WHEN ln.nspname = 'pg_catalog' THEN '' ELSE pg_catalog.quote_ident(ln.nspname) || '.' END
                 || pg_catalog.quote_ident(l.collname)
       END AS collation,
       t.typnotnull AS not_null, t.typdefault AS default_value, k.names AS check_names, k.conditions AS check_conditions,
       k.validated AS check_validated, k.comments AS check_comments,
       a.names AS attribute_names, a.types AS attribute_types, a.collations AS attribute_collations,
       pg_catalog.format_type(r.rngsubtype, NULL) AS subtype,
       '(' || concat_ws(', ',
         'SUBTYPE = ' || pg_catalog.format_type(r.rngsubtype, NULL),
         'SUBTYPE_OPCLASS = ' || pg_catalog.quote_ident(os.nspname) || '.' || pg_catalog.quote_ident(o.opcname),
         'COLLATION = ' || pg_catalog.quote_ident(rs.nspname) || '.' || pg_catalog.quote_ident(rl.collname),
         'CANONICAL = ' || nullif(r.rngcanonical, 0)::regproc::text,
         'SUBTYPE_DIFF = ' || nullif(r.rngsubdiff, 0)::regproc::text
         , 'MULTIRANGE_TYPE_NAME = ' || pg_catalog.quote_ident(ms.nspname) || '.' || pg_catalog.quote_ident(m.typname) -- from 14
         ) || ')' AS range_definition
  FROM pg_catalog.pg_type t
  JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
  LEFT JOIN pg_catalog.pg_type b ON b.oid = t.typbasetype
  LEFT JOIN pg_catalog.pg_collation l ON l.oid = t.typcollation
  LEFT JOIN pg_catalog.pg_namespace ln ON ln.oid = l.collnamespace
  LEFT JOIN pg_catalog.pg_class c ON c.oid = t.typrelid
  LEFT JOIN pg_catalog.pg_range r ON r.rngtypid = t.oid
  LEFT JOIN pg_catalog.pg_type m ON m.oid = r.rngmultitypid -- from 14
  LEFT JOIN pg_catalog.pg_namespace ms ON ms.oid = m.typnamespace -- from 14
  LEFT JOIN pg_catalog.pg_opclass o ON o.oid = r.rngsubopc
  LEFT JOIN pg_catalog.pg_namespace os ON os.oid = o.opcnamespace
  LEFT JOIN pg_catalog.pg_collation rl ON rl.oid = r.rngcollation
  LEFT JOIN pg_catalog.pg_namespace rs ON rs.oid = rl.collnamespace
  LEFT JOIN (SELECT k.contypid, array_agg(k.conname::text ORDER BY k.conname) AS names,
                    array_agg(pg_catalog.pg_get_expr(k.conbin, 0) ORDER BY k.conname) AS conditions,
                    array_agg(k.convalidated::text ORDER BY k.conname) AS validated,
                    array_agg(pg_catalog.obj_description(k.oid, 'pg_constraint') ORDER BY k.conname) AS comments
               FROM pg_catalog.pg_constraint k
              WHERE k.contypid <> 0 AND k.contype = 'c'
              GROUP BY k.contypid) k ON k.contypid = t.oid
  LEFT JOIN LATERAL (
    SELECT array_agg(a.attname::text ORDER BY a.attnum) AS names,
           array_agg(pg_catalog.format_type(a.atttypid, a.atttypmod) ORDER BY a.attnum) AS types,
           array_agg(CASE WHEN a.attcollation <> 0 AND a.attcollation <> at.typcollation
                          THEN CASE WHEN an.nspname = 'pg_catalog' THEN '' ELSE pg_catalog.quote_ident(an.nspname) || '.' END
                               || pg_catalog.quote_ident(al.collname) END ORDER BY a.attnum) AS collations
      FROM pg_catalog.pg_attribute a
      JOIN pg_catalog.pg_type at ON at.oid = a.atttypid
      LEFT JOIN pg_catalog.pg_collation al ON al.oid = a.attcollation
      LEFT JOIN pg_catalog.pg_namespace an ON an.oid = al.collnamespace
     WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped) a ON t.typtype = 'c'
 WHERE n.nspname = ANY (?)
   AND (t.typtype IN ('e', 'd', 'r') OR t.typtype = 'c' AND c.relkind = 'c')
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                    WHERE e.classid = 'pg_catalog.pg_type'::regclass AND e.objid = t.oid AND e.deptype = 'e')
 ORDER BY n.nspname, t.typname
