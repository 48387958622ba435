-- Sequences, with the column that each goes with (linked i: of an identity column, a: owned) and whether the column's
-- default asks it. Before version 18 no function tells the value that setval(..., false) left: is_called is NULL then.
SELECT n.nspname AS schema, c.relname AS name, pg_catalog.format_type(s.seqtypid, NULL) AS type,
       s.seqstart AS start, s.seqincrement AS increment, s.seqmin AS least, s.seqmax AS greatest, s.seqcache AS cache,
       s.seqcycle AS cycle,
       pg_catalog.has_sequence_privilege(c.oid, 'SELECT')
         AND pg_catalog.has_schema_privilege(n.oid, 'USAGE') AS readable,
       CASE WHEN pg_catalog.has_sequence_privilege(c.oid, 'SELECT') THEN v.last_value END AS last_value,
       CASE WHEN pg_catalog.has_sequence_privilege(c.oid, 'SELECT') THEN v.is_called END AS is_called, -- from 18
       CASE WHEN v.last_value IS NOT NULL THEN true END AS is_called, -- before 18
       d.deptype AS linked, tn.nspname AS table_schema, t.relname AS table, a.attname AS column,
       EXISTS (SELECT FROM pg_catalog.pg_attrdef f
                 JOIN pg_catalog.pg_depend u
                   ON u.classid = 'pg_catalog.pg_attrdef'::regclass AND u.objid = f.oid
                  AND u.refclassid = 'pg_catalog.pg_class'::regclass AND u.refobjid = c.oid
                WHERE f.adrelid = t.oid AND f.adnum = a.attnum) AS asked,
       pg_catalog.obj_description(c.oid, 'pg_class') AS comment
  FROM pg_catalog.pg_class c
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_catalog.pg_sequence s ON s.seqrelid = c.oid
  LEFT JOIN LATERAL pg_catalog.pg_get_sequence_data(c.oid) v ON true -- from 18
  LEFT JOIN LATERAL (SELECT CASE WHEN pg_catalog.has_sequence_privilege(c.oid, 'SELECT') -- before 18
                                 THEN pg_catalog.pg_sequence_last_value(c.oid) END AS last_value -- before 18
                     OFFSET 0) v ON true -- before 18
  LEFT JOIN pg_catalog.pg_depend d
    ON d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.objsubid = 0
   AND d.refclassid = 'pg_catalog.pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
  LEFT JOIN pg_catalog.pg_class t ON t.oid = d.refobjid
  LEFT JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace
  LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid
 WHERE n.nspname = ANY (?)
   AND c.relkind = 'S'
   AND c.relpersistence <> 't'
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                    WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
 ORDER BY n.nspname, c.relname
