-- What objects of some schemas need of other schemas, in the server's words. What an extension brings comes with it.
WITH picked AS (
  SELECT n.oid FROM pg_catalog.pg_namespace n WHERE n.nspname = ANY (?)
), needing AS (
  SELECT 'pg_catalog.pg_class'::regclass AS class, c.oid, c.relnamespace AS space,
         'pg_catalog.pg_class'::regclass AS told_class, c.oid AS told
    FROM pg_catalog.pg_class c
  UNION ALL
  SELECT 'pg_catalog.pg_proc'::regclass, p.oid, p.pronamespace, 'pg_catalog.pg_proc'::regclass, p.oid FROM pg_catalog.pg_proc p
  UNION ALL
  SELECT 'pg_catalog.pg_type'::regclass, t.oid, t.typnamespace, 'pg_catalog.pg_type'::regclass, t.oid FROM pg_catalog.pg_type t
  UNION ALL
  SELECT 'pg_catalog.pg_constraint'::regclass, k.oid, k.connamespace, 'pg_catalog.pg_constraint'::regclass, k.oid
    FROM pg_catalog.pg_constraint k
  UNION ALL
  SELECT 'pg_catalog.pg_operator'::regclass, o.oid, o.oprnamespace, 'pg_catalog.pg_operator'::regclass, o.oid
    FROM pg_catalog.pg_operator o
   WHERE o.oid >= 16384
  UNION ALL
  SELECT 'pg_catalog.pg_attrdef'::regclass, f.oid, c.relnamespace, 'pg_catalog.pg_attrdef'::regclass, f.oid
    FROM pg_catalog.pg_attrdef f
    JOIN pg_catalog.pg_class c ON c.oid = f.adrelid
  UNION ALL
  SELECT 'pg_catalog.pg_rewrite'::regclass, w.oid, c.relnamespace,
         CASE w.rulename WHEN '_RETURN' THEN 'pg_catalog.pg_class'::regclass ELSE 'pg_catalog.pg_rewrite'::regclass END,
         CASE w.rulename WHEN '_RETURN' THEN c.oid ELSE w.oid END
    FROM pg_catalog.pg_rewrite w
    JOIN pg_catalog.pg_class c ON c.oid = w.ev_class
  UNION ALL
  SELECT 'pg_catalog.pg_trigger'::regclass, t.oid, c.relnamespace, 'pg_catalog.pg_trigger'::regclass, t.oid
    FROM pg_catalog.pg_trigger t
    JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
   WHERE NOT t.tgisinternal
  UNION ALL
  SELECT 'pg_catalog.pg_policy'::regclass, p.oid, c.relnamespace, 'pg_catalog.pg_policy'::regclass, p.oid
    FROM pg_catalog.pg_policy p
    JOIN pg_catalog.pg_class c ON c.oid = p.polrelid
), needed AS (
  SELECT 'pg_catalog.pg_class'::regclass AS class, c.oid, c.relnamespace AS space FROM pg_catalog.pg_class c
  UNION ALL
  SELECT 'pg_catalog.pg_proc'::regclass, p.oid, p.pronamespace FROM pg_catalog.pg_proc p
  UNION ALL
  SELECT 'pg_catalog.pg_type'::regclass, t.oid, t.typnamespace FROM pg_catalog.pg_type t
  UNION ALL
  SELECT 'pg_catalog.pg_collation'::regclass, l.oid, l.collnamespace FROM pg_catalog.pg_collation l
  UNION ALL
  SELECT 'pg_catalog.pg_operator'::regclass, o.oid, o.oprnamespace FROM pg_catalog.pg_operator o
  UNION ALL
  SELECT 'pg_catalog.pg_opclass'::regclass, o.oid, o.opcnamespace FROM pg_catalog.pg_opclass o
  UNION ALL
  SELECT 'pg_catalog.pg_ts_config'::regclass, c.oid, c.cfgnamespace FROM pg_catalog.pg_ts_config c
  UNION ALL
  SELECT 'pg_catalog.pg_ts_dict'::regclass, d.oid, d.dictnamespace FROM pg_catalog.pg_ts_dict d
)
SELECT DISTINCT pg_catalog.pg_describe_object(a.told_class, a.told, 0), pg_catalog.pg_describe_object(b.class, b.oid, 0), n.nspname
  FROM pg_catalog.pg_depend d
  JOIN needing a ON a.class = d.classid AND a.oid = d.objid
  JOIN needed b ON b.class = d.refclassid AND b.oid = d.refobjid
  JOIN pg_catalog.pg_namespace n ON n.oid = b.space
 WHERE d.deptype IN ('n', 'a')
   AND a.space IN (SELECT p.oid FROM picked p)
   AND b.space NOT IN (SELECT p.oid FROM picked p)
   AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                    WHERE e.deptype = 'e' AND (e.classid = b.class AND e.objid = b.oid OR e.classid = a.class AND e.objid = a.oid))
UNION
SELECT pg_catalog.pg_describe_object('pg_catalog.pg_class'::regclass, whole.oid, 0),
       pg_catalog.pg_describe_object('pg_catalog.pg_class'::regclass, part.oid, 0), n.nspname
  FROM pg_catalog.pg_inherits i
  JOIN pg_catalog.pg_class part ON part.oid = i.inhrelid
  JOIN pg_catalog.pg_class whole ON whole.oid = i.inhparent
  JOIN pg_catalog.pg_namespace n ON n.oid = part.relnamespace
 WHERE part.relispartition
   AND whole.relnamespace IN (SELECT p.oid FROM picked p)
   AND part.relnamespace NOT IN (SELECT p.oid FROM picked p)
 ORDER BY 3, 1, 2
