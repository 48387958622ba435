-- Objects that stand in no schema. Of a publication only what concerns the picked schemas would be half a publication:
-- they are listed whole, whatever schemas were asked for.
WITH objects AS (
  SELECT 'pg_catalog.pg_event_trigger'::regclass AS class, t.oid, 'event trigger' AS what, t.evtname::text AS name,
         pg_catalog.format('CREATE EVENT TRIGGER %I ON %I%s EXECUTE FUNCTION %s()', t.evtname, t.evtevent,
           ' WHEN TAG IN (' || (SELECT string_agg(pg_catalog.quote_literal(g.tag), ', ') FROM unnest(t.evttags) g (tag)) || ')',
           t.evtfoid::regproc)
         || CASE t.evtenabled WHEN 'O' THEN '' ELSE pg_catalog.format('; ALTER EVENT TRIGGER %I %s', t.evtname,
              CASE t.evtenabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END) END AS definition
    FROM pg_catalog.pg_event_trigger t
  UNION ALL
  SELECT 'pg_catalog.pg_foreign_data_wrapper'::regclass, w.oid, 'foreign-data wrapper', w.fdwname,
         pg_catalog.format('CREATE FOREIGN DATA WRAPPER %I%s%s%s', w.fdwname,
           ' HANDLER ' || nullif(w.fdwhandler, 0)::regproc, ' VALIDATOR ' || nullif(w.fdwvalidator, 0)::regproc,
           ' OPTIONS (' || (SELECT string_agg(pg_catalog.format('%I %L', o.option_name, o.option_value), ', ')
                              FROM pg_catalog.pg_options_to_table(w.fdwoptions) o) || ')')
    FROM pg_catalog.pg_foreign_data_wrapper w
  UNION ALL
  SELECT 'pg_catalog.pg_foreign_server'::regclass, s.oid, 'foreign server', s.srvname,
         pg_catalog.format('CREATE SERVER %I%s%s FOREIGN DATA WRAPPER %I%s', s.srvname,
           ' TYPE ' || pg_catalog.quote_literal(s.srvtype), ' VERSION ' || pg_catalog.quote_literal(s.srvversion), w.fdwname,
           ' OPTIONS (' || (SELECT string_agg(pg_catalog.format('%I %L', o.option_name, o.option_value), ', ')
                              FROM pg_catalog.pg_options_to_table(s.srvoptions) o) || ')')
    FROM pg_catalog.pg_foreign_server s
    JOIN pg_catalog.pg_foreign_data_wrapper w ON w.oid = s.srvfdw
  UNION ALL
  -- its options are a user's password
  SELECT 'pg_catalog.pg_user_mapping'::regclass, u.umid, 'user mapping', u.usename || ' on ' || u.srvname, NULL
    FROM pg_catalog.pg_user_mappings u
  UNION ALL
  SELECT 'pg_catalog.pg_publication'::regclass, p.oid, 'publication', p.pubname,
         pg_catalog.format('CREATE PUBLICATION %I%s WITH (publish = %L%s)', p.pubname,
           CASE WHEN p.puballtables THEN ' FOR ALL TABLES' ELSE coalesce(' FOR ' || nullif(concat_ws(', ',
             (SELECT 'TABLE ' || string_agg(pg_catalog.format('%s%I.%I',
                       CASE WHEN c.relkind = 'p' THEN '' ELSE 'ONLY ' END, n.nspname, c.relname)
                         || coalesce(' (' || (SELECT string_agg(pg_catalog.quote_ident(a.attname), ', ') -- from 15
                                                FROM unnest(r.prattrs::int2[]) u (attnum) -- from 15
                                                JOIN pg_catalog.pg_attribute a -- from 15
                                                  ON a.attrelid = c.oid AND a.attnum = u.attnum) || ')', '') -- from 15
                         || coalesce(' WHERE (' || pg_catalog.pg_get_expr(r.prqual, r.prrelid) || ')', '') -- from 15
                       , ', ' ORDER BY n.nspname, c.relname)
                FROM pg_catalog.pg_publication_rel r
                JOIN pg_catalog.pg_class c ON c.oid = r.prrelid
                JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
               WHERE r.prpubid = p.oid)
             , (SELECT 'TABLES IN SCHEMA ' || string_agg(pg_catalog.quote_ident(n.nspname), ', ' ORDER BY n.nspname) -- from 15
                  FROM pg_catalog.pg_publication_namespace r -- from 15
                  JOIN pg_catalog.pg_namespace n ON n.oid = r.pnnspid -- from 15
                 WHERE r.pnpubid = p.oid) -- from 15
             ), ''), '') END,
           concat_ws(', ', CASE WHEN p.pubinsert THEN 'insert' END, CASE WHEN p.pubupdate THEN 'update' END,
             CASE WHEN p.pubdelete THEN 'delete' END, CASE WHEN p.pubtruncate THEN 'truncate' END),
           CASE WHEN p.pubviaroot THEN ', publish_via_partition_root = true' ELSE '' END
           || CASE p.pubgencols WHEN 's' THEN ', publish_generated_columns = stored' ELSE '' END -- from 18
           )
    FROM pg_catalog.pg_publication p
   WHERE p.pubname !~ '^sterna_log_' -- ours, until following ends
  UNION ALL
  -- its connection is a password
  SELECT 'pg_catalog.pg_subscription'::regclass,
         s.oid, -- from 14
         0::oid, -- before 14
         'subscription', s.subname, NULL
    FROM pg_catalog.pg_subscription s
    JOIN pg_catalog.pg_database d ON d.oid = s.subdbid AND d.datname = pg_catalog.current_database()
  UNION ALL
  SELECT 'pg_catalog.pg_cast'::regclass, c.oid, 'cast',
         pg_catalog.format_type(c.castsource, NULL) || ' AS ' || pg_catalog.format_type(c.casttarget, NULL),
         pg_catalog.format('CREATE CAST (%s AS %s) %s%s', pg_catalog.format_type(c.castsource, NULL),
           pg_catalog.format_type(c.casttarget, NULL),
           CASE c.castmethod WHEN 'b' THEN 'WITHOUT FUNCTION' WHEN 'i' THEN 'WITH INOUT'
                             ELSE 'WITH FUNCTION ' || c.castfunc::regprocedure END,
           CASE c.castcontext WHEN 'a' THEN ' AS ASSIGNMENT' WHEN 'i' THEN ' AS IMPLICIT' ELSE '' END)
    FROM pg_catalog.pg_cast c
   WHERE c.oid >= 16384
  UNION ALL
  SELECT 'pg_catalog.pg_language'::regclass, l.oid, 'language', l.lanname,
         pg_catalog.format('CREATE %sLANGUAGE %I%s%s%s', CASE WHEN l.lanpltrusted THEN 'TRUSTED ' ELSE '' END, l.lanname,
           ' HANDLER ' || nullif(l.lanplcallfoid, 0)::regproc, ' INLINE ' || nullif(l.laninline, 0)::regproc,
           ' VALIDATOR ' || nullif(l.lanvalidator, 0)::regproc)
    FROM pg_catalog.pg_language l
   WHERE l.oid >= 16384
  UNION ALL
  SELECT 'pg_catalog.pg_am'::regclass, m.oid, 'access method', m.amname,
         pg_catalog.format('CREATE ACCESS METHOD %I TYPE %s HANDLER %s', m.amname,
           CASE m.amtype WHEN 't' THEN 'TABLE' ELSE 'INDEX' END, m.amhandler)
    FROM pg_catalog.pg_am m
   WHERE m.oid >= 16384
  UNION ALL
  SELECT 'pg_catalog.pg_transform'::regclass, t.oid, 'transform',
         pg_catalog.format_type(t.trftype, NULL) || ' for ' || l.lanname,
         pg_catalog.format('CREATE TRANSFORM FOR %s LANGUAGE %I (%s)', pg_catalog.format_type(t.trftype, NULL), l.lanname,
           concat_ws(', ', 'FROM SQL WITH FUNCTION ' || nullif(t.trffromsql::oid, 0)::regprocedure,
             'TO SQL WITH FUNCTION ' || nullif(t.trftosql::oid, 0)::regprocedure))
    FROM pg_catalog.pg_transform t
    JOIN pg_catalog.pg_language l ON l.oid = t.trflang
  UNION ALL
  SELECT 'pg_catalog.pg_default_acl'::regclass, d.oid, 'default privileges',
         pg_catalog.pg_get_userbyid(d.defaclrole) || coalesce(' in ' || n.nspname, '') || ': ' || d.defaclobjtype::text,
         -- those of no schema stand in place of what everybody has by default, those of a schema come on top
         concat_ws('; ',
           (SELECT string_agg(DISTINCT pg_catalog.format('ALTER DEFAULT PRIVILEGES FOR ROLE %I REVOKE ALL ON %s FROM %s',
                     pg_catalog.pg_get_userbyid(d.defaclrole), w.word,
                     CASE WHEN u.grantee = 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(u.grantee)) END), '; ')
              FROM pg_catalog.aclexplode(pg_catalog.acldefault(
                     CASE d.defaclobjtype WHEN 'S' THEN 's' ELSE d.defaclobjtype END, d.defaclrole)) u
             WHERE d.defaclnamespace = 0),
           (SELECT string_agg(pg_catalog.format('ALTER DEFAULT PRIVILEGES FOR ROLE %I%s GRANT %s ON %s TO %s%s',
                     pg_catalog.pg_get_userbyid(d.defaclrole), ' IN SCHEMA ' || pg_catalog.quote_ident(n.nspname),
                     a.privilege_type, w.word,
                     CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(a.grantee)) END,
                     CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END), '; ')
              FROM pg_catalog.aclexplode(d.defaclacl) a))
    FROM pg_catalog.pg_default_acl d
    LEFT JOIN pg_catalog.pg_namespace n ON n.oid = d.defaclnamespace
   CROSS JOIN LATERAL (SELECT CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS'
                                WHEN 'T' THEN 'TYPES' WHEN 'n' THEN 'SCHEMAS' ELSE 'LARGE OBJECTS' END AS word) w
  UNION ALL
  SELECT 'pg_catalog.pg_largeobject'::regclass, 0, 'large objects', count(*)::text, NULL
    FROM pg_catalog.pg_largeobject_metadata
  HAVING count(*) > 0
)
SELECT o.what, NULL AS schema, NULL AS "table", o.name, o.definition
  FROM objects o
 WHERE ?::text[] IS NOT NULL
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e WHERE e.classid = o.class AND e.objid = o.oid AND e.deptype IN ('e', 'i'))
 ORDER BY o.what, o.name
