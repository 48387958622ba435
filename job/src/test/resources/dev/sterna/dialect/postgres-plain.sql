-- relation
SELECT c.oid::regclass, c.relkind, c.relpersistence, c.relowner::regrole, c.relrowsecurity, c.relforcerowsecurity, c.relreplident,
       ARRAY(SELECT x FROM unnest(c.reloptions) x ORDER BY x) AS options,
       ARRAY(SELECT x::text FROM unnest(c.relacl) x ORDER BY x::text) AS grants,
       c.relispartition, pg_get_partkeydef(c.oid), pg_get_expr(c.relpartbound, c.oid) AS bound, c.relispopulated,
       ARRAY(SELECT x FROM pg_class t, unnest(t.reloptions) x WHERE t.oid = c.reltoastrelid ORDER BY x) AS toast,
       c.reloftype::regtype, (SELECT amname FROM pg_am m WHERE m.oid = c.relam),
       (SELECT spcname FROM pg_tablespace s WHERE s.oid = c.reltablespace),
       ARRAY(SELECT inhparent::regclass FROM pg_inherits WHERE inhrelid = c.oid ORDER BY inhseqno) AS parents,
       obj_description(c.oid, 'pg_class')
  FROM pg_class c
 WHERE c.relnamespace::regnamespace::text = ANY (?)

-- column
SELECT c.oid::regclass || '.' || a.attname, row_number() OVER (PARTITION BY c.oid ORDER BY attnum), format_type(atttypid, atttypmod),
       attnotnull, attidentity, attgenerated, pg_get_expr(adbin, adrelid) AS expression,
       (SELECT collname FROM pg_collation l WHERE l.oid = attcollation), attislocal, attinhcount, attstorage,
       attcompression, -- from 14
       attstattarget, attoptions, ARRAY(SELECT x::text FROM unnest(attacl) x ORDER BY x::text) AS grants, attfdwoptions,
       col_description(c.oid, attnum)
  FROM pg_class c
  JOIN pg_attribute a ON attrelid = c.oid
  LEFT JOIN pg_attrdef ON adrelid = c.oid AND adnum = attnum
 WHERE attnum > 0 AND NOT attisdropped AND c.relnamespace::regnamespace::text = ANY (?)

-- constraint
-- NO INHERIT of a key says whether it was made with its parent's or became a part of it.
-- Version 17 cannot write the NOT NULL of a domain.
SELECT coalesce(nullif(conrelid, 0)::regclass::text, contypid::regtype::text) || '.' || conname, contype,
       CASE WHEN contype <> 'n' OR conrelid <> 0 THEN pg_get_constraintdef(oid) END AS definition,
       condeferrable, condeferred, convalidated, connoinherit AND contype <> 'p' AS no_inherit, conislocal, coninhcount,
       conparentid <> 0 AS inherited, conindid::regclass, obj_description(oid, 'pg_constraint')
  FROM pg_constraint
 WHERE connamespace::regnamespace::text = ANY (?)

-- index
SELECT indexrelid::regclass, pg_get_indexdef(indexrelid), indisvalid, indisclustered, indisprimary, indisreplident,
       (SELECT inhparent::regclass FROM pg_inherits WHERE inhrelid = indexrelid)
  FROM pg_index
  JOIN pg_class c ON c.oid = indexrelid
 WHERE relnamespace::regnamespace::text = ANY (?)

-- sequence
SELECT seqrelid::regclass, to_jsonb(s) - 'seqrelid' AS sequence,
       (SELECT concat_ws(' ', deptype, refobjid::regclass, refobjsubid) FROM pg_depend
         WHERE objid = seqrelid AND refobjsubid > 0 AND deptype IN ('a', 'i')) AS owned
  FROM pg_sequence s
  JOIN pg_class c ON c.oid = seqrelid
 WHERE relnamespace::regnamespace::text = ANY (?)

-- type
SELECT t.oid::regtype, typtype, format_type(typbasetype, typtypmod), (SELECT collname FROM pg_collation l WHERE l.oid = typcollation),
       typnotnull, typdefault, typowner::regrole, ARRAY(SELECT x::text FROM unnest(typacl) x ORDER BY x::text) AS grants,
       ARRAY(SELECT enumlabel FROM pg_enum WHERE enumtypid = t.oid ORDER BY enumsortorder) AS labels,
       r.rngsubtype::regtype, r.rngsubdiff, r.rngcanonical,
       r.rngmultitypid::regtype, -- from 14
       obj_description(t.oid, 'pg_type')
  FROM pg_type t
  LEFT JOIN pg_range r ON rngtypid = t.oid
 WHERE typnamespace::regnamespace::text = ANY (?)

-- routine
SELECT oid::regprocedure, prokind, CASE WHEN prokind <> 'a' THEN pg_get_functiondef(oid) END,
       (SELECT (to_jsonb(g) - 'aggfnoid' - 'aggsortop')::text FROM pg_aggregate g WHERE aggfnoid = p.oid) AS aggregate,
       proparallel, proowner::regrole, ARRAY(SELECT x::text FROM unnest(proacl) x ORDER BY x::text) AS grants,
       obj_description(oid, 'pg_proc')
  FROM pg_proc p
 WHERE pronamespace::regnamespace::text = ANY (?)

-- trigger
SELECT tgrelid::regclass || '.' || tgname, pg_get_triggerdef(t.oid), tgenabled, tgparentid <> 0 AS inherited,
       obj_description(t.oid, 'pg_trigger')
  FROM pg_trigger t
  JOIN pg_class c ON c.oid = tgrelid
 WHERE NOT tgisinternal AND relnamespace::regnamespace::text = ANY (?)

-- rule
SELECT ev_class::regclass || '.' || rulename, pg_get_ruledef(r.oid), ev_enabled, obj_description(r.oid, 'pg_rewrite')
  FROM pg_rewrite r
  JOIN pg_class c ON c.oid = ev_class
 WHERE relnamespace::regnamespace::text = ANY (?)

-- policy
SELECT polrelid::regclass || '.' || polname, polcmd, polpermissive, polroles::regrole[], pg_get_expr(polqual, polrelid),
       pg_get_expr(polwithcheck, polrelid) AS checked, obj_description(p.oid, 'pg_policy')
  FROM pg_policy p
  JOIN pg_class c ON c.oid = polrelid
 WHERE relnamespace::regnamespace::text = ANY (?)

-- schema
SELECT oid::regnamespace, nspowner::regrole, ARRAY(SELECT x::text FROM unnest(nspacl) x ORDER BY x::text) AS grants,
       obj_description(oid, 'pg_namespace')
  FROM pg_namespace
 WHERE oid::regnamespace::text = ANY (?)

-- statistics
SELECT stxnamespace::regnamespace || '.' || stxname, pg_get_statisticsobjdef(oid), stxowner::regrole, stxstattarget,
       obj_description(oid, 'pg_statistic_ext')
  FROM pg_statistic_ext
 WHERE stxnamespace::regnamespace::text = ANY (?)

-- collation
SELECT collnamespace::regnamespace || '.' || collname, collprovider, collisdeterministic, collcollate, collowner::regrole,
       colllocale, -- from 17
       colliculocale, -- from 15 to 16
       obj_description(oid, 'pg_collation')
  FROM pg_collation
 WHERE collnamespace::regnamespace::text = ANY (?)

-- operator
SELECT oid::regoperator, oprcode, oprcanmerge, oprcanhash, oprrest, oprjoin, oprcom::regoperator, oprnegate::regoperator,
       oprowner::regrole, obj_description(oid, 'pg_operator')
  FROM pg_operator
 WHERE oprnamespace::regnamespace::text = ANY (?)

-- operator class
SELECT opcname, opcdefault, opcintype::regtype, opckeytype::regtype, opcowner::regrole, obj_description(oid, 'pg_opclass'),
       ARRAY(SELECT amopstrategy || ' ' || amopopr::regoperator FROM pg_amop WHERE amopfamily = opcfamily ORDER BY 1) AS operators,
       ARRAY(SELECT amprocnum || ' ' || amproc::text FROM pg_amproc WHERE amprocfamily = opcfamily ORDER BY 1) AS procedures
  FROM pg_opclass
 WHERE opcnamespace::regnamespace::text = ANY (?)

-- text search configuration
SELECT cfgname, ARRAY(SELECT maptokentype || ' ' || mapdict::regdictionary FROM pg_ts_config_map
                       WHERE mapcfg = c.oid ORDER BY maptokentype, mapseqno) AS mappings, cfgowner::regrole, obj_description(oid, 'pg_ts_config')
  FROM pg_ts_config c
 WHERE cfgnamespace::regnamespace::text = ANY (?)

-- text search dictionary
SELECT dictname, dictinitoption, dictowner::regrole, obj_description(oid, 'pg_ts_dict')
  FROM pg_ts_dict
 WHERE dictnamespace::regnamespace::text = ANY (?)

-- of the database
SELECT 'extension ' || extname, concat_ws(' ', extversion, extnamespace::regnamespace) FROM pg_extension WHERE ?::text[] IS NOT NULL
UNION ALL
SELECT 'cast ' || castsource::regtype || ' as ' || casttarget::regtype, concat_ws(' ', castcontext, castfunc::regprocedure, obj_description(oid, 'pg_cast'))
  FROM pg_cast
 WHERE oid > 16383
UNION ALL
SELECT 'event trigger ' || evtname, concat_ws(' ', evtevent, evttags, evtenabled, evtfoid::regproc, obj_description(oid, 'pg_event_trigger'))
  FROM pg_event_trigger
UNION ALL
SELECT 'server ' || srvname, concat_ws(' ', fdwname, srvtype, srvoptions, srvowner::regrole, srvacl, obj_description(oid, 'pg_foreign_server'))
  FROM (SELECT s.*, f.fdwname FROM pg_foreign_server s JOIN pg_foreign_data_wrapper f ON f.oid = srvfdw) s
UNION ALL
SELECT 'wrapper ' || fdwname, concat_ws(' ', fdwoptions, fdwacl, obj_description(oid, 'pg_foreign_data_wrapper')) FROM pg_foreign_data_wrapper
UNION ALL
SELECT 'foreign table ' || ftrelid::regclass, ftoptions::text FROM pg_foreign_table
UNION ALL
SELECT 'publication ' || pubname, concat_ws(' ', (to_jsonb(p) - 'oid' - 'pubowner'), pubowner::regrole, obj_description(oid, 'pg_publication'))
  FROM pg_publication p
UNION ALL
SELECT 'publication of ' || prrelid::regclass,
       concat_ws(' ', prattrs, pg_get_expr(prqual, prrelid)) -- from 15
       '' -- before 15
  FROM pg_publication_rel
UNION ALL -- from 15
SELECT 'publication in', pnnspid::regnamespace::text FROM pg_publication_namespace -- from 15
UNION ALL
SELECT 'default privileges ' || defaclrole::regrole || defaclobjtype::text, concat_ws(' ', defaclnamespace::regnamespace, defaclacl) FROM pg_default_acl
