-- Owners, comments, privileges and security labels of objects that have no record, each with its statement.
WITH picked AS (SELECT n.oid, n.nspname FROM pg_catalog.pg_namespace n WHERE n.nspname = ANY (?)),
objects AS (
  SELECT 'pg_catalog.pg_collation'::regclass AS class, c.oid, c.collowner AS owner, c.collnamespace AS space,
         'collation' AS what, c.collname::text AS name
    FROM pg_catalog.pg_collation c
  UNION ALL
  SELECT 'pg_catalog.pg_conversion'::regclass, c.oid, c.conowner, c.connamespace, 'conversion', c.conname
    FROM pg_catalog.pg_conversion c
  UNION ALL
  SELECT 'pg_catalog.pg_operator'::regclass, o.oid, o.oprowner, o.oprnamespace, 'operator', o.oid::regoperator::text
    FROM pg_catalog.pg_operator o
   WHERE o.oid >= 16384
  UNION ALL
  SELECT 'pg_catalog.pg_opclass'::regclass, o.oid, o.opcowner, o.opcnamespace, 'operator class', o.opcname || ' USING ' || m.amname
    FROM pg_catalog.pg_opclass o
    JOIN pg_catalog.pg_am m ON m.oid = o.opcmethod
  UNION ALL
  SELECT 'pg_catalog.pg_opfamily'::regclass, f.oid, f.opfowner, f.opfnamespace, 'operator family',
         f.opfname || ' FAMILY USING ' || m.amname
    FROM pg_catalog.pg_opfamily f
    JOIN pg_catalog.pg_am m ON m.oid = f.opfmethod
  UNION ALL
  SELECT 'pg_catalog.pg_ts_dict'::regclass, d.oid, d.dictowner, d.dictnamespace, 'text search dictionary', d.dictname
    FROM pg_catalog.pg_ts_dict d
  UNION ALL
  SELECT 'pg_catalog.pg_ts_config'::regclass, c.oid, c.cfgowner, c.cfgnamespace, 'text search configuration', c.cfgname
    FROM pg_catalog.pg_ts_config c
  UNION ALL
  SELECT 'pg_catalog.pg_statistic_ext'::regclass, s.oid, s.stxowner, s.stxnamespace, 'statistics object', s.stxname
    FROM pg_catalog.pg_statistic_ext s
  UNION ALL
  SELECT 'pg_catalog.pg_event_trigger'::regclass, t.oid, t.evtowner, 0, 'event trigger', t.evtname
    FROM pg_catalog.pg_event_trigger t
  UNION ALL
  SELECT 'pg_catalog.pg_foreign_data_wrapper'::regclass, w.oid, w.fdwowner, 0, 'foreign-data wrapper', w.fdwname
    FROM pg_catalog.pg_foreign_data_wrapper w
  UNION ALL
  SELECT 'pg_catalog.pg_foreign_server'::regclass, s.oid, s.srvowner, 0, 'foreign server', s.srvname
    FROM pg_catalog.pg_foreign_server s
  UNION ALL
  SELECT 'pg_catalog.pg_publication'::regclass, p.oid, p.pubowner, 0, 'publication', p.pubname FROM pg_catalog.pg_publication p
   WHERE p.pubname !~ '^sterna_log_'
  UNION ALL
  SELECT 'pg_catalog.pg_language'::regclass, l.oid, l.lanowner, 0, 'language', l.lanname FROM pg_catalog.pg_language l
  UNION ALL
  SELECT 'pg_catalog.pg_cast'::regclass, c.oid, NULL, 0, 'cast',
         pg_catalog.format_type(c.castsource, NULL) || ' AS ' || pg_catalog.format_type(c.casttarget, NULL)
    FROM pg_catalog.pg_cast c
   WHERE c.oid >= 16384
  UNION ALL
  SELECT 'pg_catalog.pg_am'::regclass, m.oid, NULL, 0, 'access method', m.amname FROM pg_catalog.pg_am m
  UNION ALL
  SELECT 'pg_catalog.pg_transform'::regclass, t.oid, NULL, 0, 'transform',
         pg_catalog.format_type(t.trftype, NULL) || ' for ' || l.lanname
    FROM pg_catalog.pg_transform t
    JOIN pg_catalog.pg_language l ON l.oid = t.trflang
), made AS (
  SELECT o.*, p.nspname AS schema, i.identity,
         CASE i.type WHEN 'foreign-data wrapper' THEN 'FOREIGN DATA WRAPPER' WHEN 'statistics object' THEN 'STATISTICS'
                     ELSE pg_catalog.upper(i.type) END AS word
    FROM objects o
    LEFT JOIN picked p ON p.oid = o.space
   CROSS JOIN LATERAL pg_catalog.pg_identify_object(o.class, o.oid, 0) i
   WHERE (o.space = 0 OR p.oid IS NOT NULL)
     AND o.oid >= 16384
     AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                      WHERE e.classid = o.class AND e.objid = o.oid AND e.deptype IN ('e', 'i'))
), access AS (
  SELECT 'FOREIGN DATA WRAPPER' AS word, w.fdwname AS name, w.fdwacl AS acl, 'pg_catalog.pg_foreign_data_wrapper'::regclass AS class, w.oid
    FROM pg_catalog.pg_foreign_data_wrapper w
  UNION ALL
  SELECT 'FOREIGN SERVER', s.srvname, s.srvacl, 'pg_catalog.pg_foreign_server'::regclass, s.oid FROM pg_catalog.pg_foreign_server s
  UNION ALL
  SELECT 'LANGUAGE', l.lanname, l.lanacl, 'pg_catalog.pg_language'::regclass, l.oid FROM pg_catalog.pg_language l
)
SELECT 'OWNER' AS kind, m.schema, NULL AS "table", m.name, 'owner of ' || m.what AS what,
       pg_catalog.format('ALTER %s %s OWNER TO %I', m.word, m.identity, pg_catalog.pg_get_userbyid(m.owner)) AS definition
  FROM made m
 WHERE m.owner IS NOT NULL
UNION ALL
-- that of a statistics object stands with those of the tables
SELECT 'COMMENT', m.schema, NULL, m.name, 'comment on ' || m.what,
       pg_catalog.format('COMMENT ON %s %s IS %L', m.word, m.identity, d.description)
  FROM made m
  JOIN pg_catalog.pg_description d ON d.classoid = m.class AND d.objoid = m.oid AND d.objsubid = 0
 WHERE m.what <> 'statistics object'
UNION ALL
-- constraints that have no record, or not on this table
SELECT 'COMMENT', p.nspname, c.relname, k.conname, 'comment on constraint',
       pg_catalog.format('COMMENT ON CONSTRAINT %I ON %I.%I IS %L', k.conname, p.nspname, c.relname, d.description)
  FROM pg_catalog.pg_description d
  JOIN pg_catalog.pg_constraint k ON k.oid = d.objoid
  JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
  JOIN picked p ON p.oid = c.relnamespace
 WHERE d.classoid = 'pg_catalog.pg_constraint'::regclass
   AND (k.contype = 'n' OR k.contype = 'c' AND NOT k.conislocal OR k.contype = 'f' AND k.conparentid <> 0
        OR k.contype = 'f' AND (k.conperiod OR NOT k.conenforced) -- from 18
        OR c.relkind = 'f')
UNION ALL
SELECT 'COMMENT', p.nspname, NULL, x.relname, 'comment on index',
       pg_catalog.format('COMMENT ON INDEX %I.%I IS %L', p.nspname, x.relname, d.description)
  FROM pg_catalog.pg_description d
  JOIN pg_catalog.pg_class x ON x.oid = d.objoid AND x.relkind IN ('i', 'I')
  JOIN picked p ON p.oid = x.relnamespace
 WHERE d.classoid = 'pg_catalog.pg_class'::regclass AND d.objsubid = 0
   AND EXISTS (SELECT FROM pg_catalog.pg_constraint k WHERE k.conindid = x.oid AND k.contype IN ('p', 'u', 'x'))
UNION ALL
SELECT 'COMMENT', p.nspname, c.relname, t.tgname, 'comment on trigger',
       pg_catalog.format('COMMENT ON TRIGGER %I ON %I.%I IS %L', t.tgname, p.nspname, c.relname, d.description)
  FROM pg_catalog.pg_description d
  JOIN pg_catalog.pg_trigger t ON t.oid = d.objoid AND t.tgparentid <> 0
  JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
  JOIN picked p ON p.oid = c.relnamespace
 WHERE d.classoid = 'pg_catalog.pg_trigger'::regclass
UNION ALL -- from 14
SELECT 'COMMENT', p.nspname, NULL, t.typname, 'comment on multirange type', -- from 14
       pg_catalog.format('COMMENT ON TYPE %I.%I IS %L', p.nspname, t.typname, d.description) -- from 14
  FROM pg_catalog.pg_description d -- from 14
  JOIN pg_catalog.pg_type t ON t.oid = d.objoid AND t.typtype = 'm' -- from 14
  JOIN picked p ON p.oid = t.typnamespace -- from 14
 WHERE d.classoid = 'pg_catalog.pg_type'::regclass -- from 14
UNION ALL
-- an extension brings one of its own
SELECT 'COMMENT', NULL, NULL, e.extname, 'comment on extension',
       pg_catalog.format('COMMENT ON EXTENSION %I IS %L', e.extname, d.description)
  FROM pg_catalog.pg_extension e
  JOIN pg_catalog.pg_description d ON d.classoid = 'pg_catalog.pg_extension'::regclass AND d.objoid = e.oid
  LEFT JOIN pg_catalog.pg_available_extensions a ON a.name = e.extname
 WHERE d.description IS DISTINCT FROM a.comment
UNION ALL
SELECT 'GRANT', NULL, NULL, a.name, 'grant on ' || pg_catalog.lower(a.word),
       pg_catalog.format('GRANT %s ON %s %I TO %s%s', g.privilege_type, a.word, a.name,
         CASE g.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(g.grantee)) END,
         CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
  FROM access a, LATERAL pg_catalog.aclexplode(a.acl) g
 WHERE a.oid >= 16384
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e WHERE e.classid = a.class AND e.objid = a.oid AND e.deptype = 'e')
UNION ALL
SELECT 'OTHER', i.schema, NULL, i.identity, 'security label',
       pg_catalog.format('SECURITY LABEL FOR %I ON %s %s IS %L', l.provider,
         CASE WHEN l.objsubid > 0 THEN 'COLUMN' ELSE pg_catalog.upper(i.type) END, i.identity, l.label)
  FROM pg_catalog.pg_seclabel l, LATERAL pg_catalog.pg_identify_object(l.classoid, l.objoid, l.objsubid) i
 WHERE i.schema IS NULL OR i.schema IN (SELECT p.nspname FROM picked p)
UNION ALL
-- large objects, together by owner and by grant: a thousand, since each takes a lock until its statements are done
SELECT 'OWNER', NULL, NULL,
       'large objects of ' || pg_catalog.pg_get_userbyid(m.lomowner)
         || CASE WHEN m.part > 0 THEN ' from ' || min(m.oid::bigint) ELSE '' END,
       'owner of large objects',
       string_agg(pg_catalog.format('ALTER LARGE OBJECT %s OWNER TO %I', m.oid, pg_catalog.pg_get_userbyid(m.lomowner)), '; '
         ORDER BY m.oid)
  FROM (SELECT l.oid, l.lomowner, (row_number() OVER (PARTITION BY l.lomowner ORDER BY l.oid) - 1) / 1000 AS part
          FROM pg_catalog.pg_largeobject_metadata l) m
 GROUP BY m.lomowner, m.part
UNION ALL
SELECT 'GRANT', NULL, NULL,
       pg_catalog.lower(g.privilege_type) || ' on large objects to ' || g.name
         || CASE WHEN g.part > 0 THEN ' from ' || min(g.oid::bigint) ELSE '' END,
       'grant on large objects',
       pg_catalog.format('GRANT %s ON LARGE OBJECT %s TO %s%s', g.privilege_type,
         string_agg(g.oid::text, ', ' ORDER BY g.oid), g.name, CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END)
  FROM (SELECT m.oid, a.privilege_type, a.is_grantable,
               (row_number() OVER (PARTITION BY a.privilege_type, a.is_grantable, a.grantee ORDER BY m.oid) - 1) / 1000 AS part,
               CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(a.grantee)) END AS name
          FROM pg_catalog.pg_largeobject_metadata m, LATERAL pg_catalog.aclexplode(m.lomacl) a
         WHERE a.grantee <> m.lomowner) g
 GROUP BY g.privilege_type, g.is_grantable, g.name, g.part
UNION ALL
SELECT 'COMMENT', NULL, NULL, 'large object ' || m.oid::text, 'comment on large objects',
       pg_catalog.format('COMMENT ON LARGE OBJECT %s IS %L', m.oid, d.description)
  FROM pg_catalog.pg_largeobject_metadata m
  JOIN pg_catalog.pg_description d ON d.classoid = 'pg_catalog.pg_largeobject'::regclass AND d.objoid = m.oid
UNION ALL
-- what is set for the database, or for a role in it; the database may be called otherwise over there. A value that lists
-- names stands as names and not in quotes. A database that is read only could not be written to any more.
SELECT 'SETTING', NULL, NULL, c.name || coalesce(' of ' || c.role, ''),
       CASE WHEN c.role IS NULL THEN 'database setting' ELSE 'role setting' END,
       CASE WHEN c.name = 'default_transaction_read_only' THEN NULL
            ELSE CASE WHEN c.name = 'search_path' THEN pg_catalog.format('SET search_path TO %s; ', c.list) ELSE '' END
              || pg_catalog.format('DO %L', pg_catalog.format(
                   'BEGIN EXECUTE pg_catalog.format(%L, pg_catalog.current_database()); END',
                   pg_catalog.replace(c.place, '%', '%%') || ' %I SET ' || pg_catalog.replace(
                     CASE WHEN c.name = 'search_path' THEN 'search_path FROM CURRENT'
                          ELSE pg_catalog.format('%I TO %s', c.name, CASE WHEN c.name ~ '_preload_libraries$|^temp_tablespaces$'
                                 THEN c.list ELSE pg_catalog.quote_literal(c.value) END) END, '%', '%%'))) END
  FROM (SELECT s.name, s.value, CASE s.value WHEN '""' THEN '''''' ELSE s.value END AS list,
               CASE WHEN r.setrole <> 0 THEN pg_catalog.pg_get_userbyid(r.setrole)::text END AS role,
               CASE r.setrole WHEN 0 THEN 'ALTER DATABASE'
                    ELSE pg_catalog.format('ALTER ROLE %I IN DATABASE', pg_catalog.pg_get_userbyid(r.setrole)) END AS place
          FROM pg_catalog.pg_db_role_setting r
          JOIN pg_catalog.pg_database d ON d.oid = r.setdatabase AND d.datname = pg_catalog.current_database(),
               LATERAL (SELECT pg_catalog.split_part(u.setting, '=', 1) AS name,
                               pg_catalog.substr(u.setting, pg_catalog.strpos(u.setting, '=') + 1) AS value
                          FROM unnest(r.setconfig) u (setting)) s) c
UNION ALL
SELECT 'SETTING', NULL, NULL, 'comment', 'database setting',
       pg_catalog.format('DO %L', pg_catalog.format('BEGIN EXECUTE pg_catalog.format(%L, pg_catalog.current_database()); END',
         'COMMENT ON DATABASE %I IS ' || pg_catalog.replace(
           pg_catalog.quote_literal(pg_catalog.shobj_description(d.oid, 'pg_database')), '%', '%%')))
  FROM pg_catalog.pg_database d
 WHERE d.datname = pg_catalog.current_database() AND pg_catalog.shobj_description(d.oid, 'pg_database') IS NOT NULL
UNION ALL
SELECT 'SETTING', NULL, NULL, 'privileges', 'database setting', NULL
  FROM pg_catalog.pg_database d
 WHERE d.datname = pg_catalog.current_database() AND d.datacl IS NOT NULL
 ORDER BY 2, 1, 5, 3, 4, 6
