-- Objects of some schemas for which the model has no record, with the statement that makes each. The statements of those
-- that hold credentials are not made: whoever reads the catalogue would publish them.
WITH picked AS (SELECT n.oid, n.nspname FROM pg_catalog.pg_namespace n WHERE n.nspname = ANY (?)),
objects AS (
  SELECT 'pg_catalog.pg_rewrite'::regclass AS class, w.oid, 'rule' AS what, p.nspname AS schema, c.relname AS "table",
         w.rulename::text AS name,
         pg_catalog.pg_get_ruledef(w.oid)
         || CASE w.ev_enabled WHEN 'O' THEN '' ELSE pg_catalog.format(' ALTER TABLE %I.%I %s RULE %I', p.nspname, c.relname,
              CASE w.ev_enabled WHEN 'D' THEN 'DISABLE' WHEN 'R' THEN 'ENABLE REPLICA' ELSE 'ENABLE ALWAYS' END, w.rulename)
            END AS definition
    FROM pg_catalog.pg_rewrite w
    JOIN pg_catalog.pg_class c ON c.oid = w.ev_class
    JOIN picked p ON p.oid = c.relnamespace
   WHERE w.rulename <> '_RETURN'
  UNION ALL
  SELECT 'pg_catalog.pg_class'::regclass, c.oid, 'foreign table', p.nspname, NULL, c.relname,
         pg_catalog.format('CREATE FOREIGN TABLE %I.%I (%s)%s SERVER %I', p.nspname, c.relname,
           (SELECT string_agg(pg_catalog.format('%I %s', a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod))
                     || coalesce(' OPTIONS (' || (
                          SELECT string_agg(pg_catalog.format('%I %L', o.option_name, o.option_value), ', ')
                            FROM pg_catalog.pg_options_to_table(a.attfdwoptions) o) || ')', '')
                     || CASE WHEN a.attcollation <> t.typcollation
                          THEN ' COLLATE ' || pg_catalog.quote_ident(ln.nspname) || '.' || pg_catalog.quote_ident(l.collname)
                          ELSE '' END
                     || CASE a.attgenerated WHEN '' THEN coalesce(' DEFAULT ' || pg_catalog.pg_get_expr(d.adbin, d.adrelid), '')
                          ELSE ' GENERATED ALWAYS AS (' || pg_catalog.pg_get_expr(d.adbin, d.adrelid) || ')'
                            || CASE a.attgenerated WHEN 's' THEN ' STORED' ELSE '' END END
                     || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END, ', ' ORDER BY a.attnum)
              FROM pg_catalog.pg_attribute a
              JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
              LEFT JOIN pg_catalog.pg_collation l ON l.oid = a.attcollation
              LEFT JOIN pg_catalog.pg_namespace ln ON ln.oid = l.collnamespace
              LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
             WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND (a.attislocal OR c.relispartition)),
           (SELECT ' INHERITS (' || string_agg(h.inhparent::regclass::text, ', ' ORDER BY h.inhseqno) || ')'
              FROM pg_catalog.pg_inherits h
             WHERE h.inhrelid = c.oid AND NOT c.relispartition), s.srvname)
         || coalesce(' OPTIONS (' || (SELECT string_agg(pg_catalog.format('%I %L', o.option_name, o.option_value), ', ')
                                        FROM pg_catalog.pg_options_to_table(f.ftoptions) o) || ')', '')
         || coalesce((SELECT string_agg(pg_catalog.format('; ALTER FOREIGN TABLE %I.%I ADD CONSTRAINT %I %s', p.nspname, c.relname,
                                          k.conname, pg_catalog.pg_get_constraintdef(k.oid)), '' ORDER BY k.conname)
                        FROM pg_catalog.pg_constraint k
                       WHERE k.conrelid = c.oid AND k.contype = 'c' AND k.conislocal), '')
         || coalesce((SELECT pg_catalog.format('; ALTER TABLE %s ATTACH PARTITION %I.%I %s', h.inhparent::regclass, p.nspname,
                               c.relname, pg_catalog.pg_get_expr(c.relpartbound, c.oid))
                        FROM pg_catalog.pg_inherits h
                       WHERE h.inhrelid = c.oid AND c.relispartition), '')
    FROM pg_catalog.pg_foreign_table f
    JOIN pg_catalog.pg_class c ON c.oid = f.ftrelid
    JOIN picked p ON p.oid = c.relnamespace
    JOIN pg_catalog.pg_foreign_server s ON s.oid = f.ftserver
  UNION ALL
  SELECT 'pg_catalog.pg_statistic_ext'::regclass, s.oid, 'statistics object', p.nspname, c.relname, s.stxname,
         pg_catalog.pg_get_statisticsobjdef(s.oid)
    FROM pg_catalog.pg_statistic_ext s
    JOIN pg_catalog.pg_class c ON c.oid = s.stxrelid
    JOIN picked p ON p.oid = s.stxnamespace
  UNION ALL
  SELECT 'pg_catalog.pg_collation'::regclass, c.oid, 'collation', p.nspname, NULL, c.collname,
         pg_catalog.format('CREATE COLLATION %I.%I (PROVIDER = %s', p.nspname, c.collname,
           CASE c.collprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin' ELSE 'libc' END)
         || CASE WHEN c.collprovider = 'c' OR c.colliculocale IS NULL -- from 15 to 16
         || CASE WHEN c.collprovider = 'c' -- from 17
         || CASE WHEN c.collprovider = 'c' -- before 15
              THEN pg_catalog.format(', LC_COLLATE = %L, LC_CTYPE = %L', c.collcollate, c.collctype)
              ELSE pg_catalog.format(', LOCALE = %L', c.collcollate) -- before 15
              ELSE pg_catalog.format(', LOCALE = %L', c.colliculocale) -- from 15 to 16
              ELSE pg_catalog.format(', LOCALE = %L', c.colllocale) -- from 17
            END
         || CASE WHEN c.collisdeterministic THEN '' ELSE ', DETERMINISTIC = false' END
         || coalesce(', RULES = ' || pg_catalog.quote_literal(c.collicurules), '') -- from 16
         || ')'
    FROM pg_catalog.pg_collation c
    JOIN picked p ON p.oid = c.collnamespace
  UNION ALL
  SELECT 'pg_catalog.pg_operator'::regclass, o.oid, 'operator', p.nspname, NULL, o.oid::regoperator::text,
         pg_catalog.format('CREATE OPERATOR %I.%s (', p.nspname, o.oprname)
         || concat_ws(', ', 'FUNCTION = ' || o.oprcode::oid::regproc::text,
              'LEFTARG = ' || pg_catalog.format_type(nullif(o.oprleft, 0), NULL),
              'RIGHTARG = ' || pg_catalog.format_type(nullif(o.oprright, 0), NULL),
              'COMMUTATOR = OPERATOR(' || pg_catalog.quote_ident(cn.nspname) || '.' || co.oprname || ')',
              'NEGATOR = OPERATOR(' || pg_catalog.quote_ident(nn.nspname) || '.' || ne.oprname || ')',
              'RESTRICT = ' || nullif(o.oprrest::oid, 0)::regproc::text,
              'JOIN = ' || nullif(o.oprjoin::oid, 0)::regproc::text,
              CASE WHEN o.oprcanhash THEN 'HASHES' END, CASE WHEN o.oprcanmerge THEN 'MERGES' END) || ')'
    FROM pg_catalog.pg_operator o
    JOIN picked p ON p.oid = o.oprnamespace
    LEFT JOIN pg_catalog.pg_operator co ON co.oid = o.oprcom
    LEFT JOIN pg_catalog.pg_namespace cn ON cn.oid = co.oprnamespace
    LEFT JOIN pg_catalog.pg_operator ne ON ne.oid = o.oprnegate
    LEFT JOIN pg_catalog.pg_namespace nn ON nn.oid = ne.oprnamespace
   -- one that was only named as another's commutator is not there yet
   WHERE o.oprcode <> 0
  UNION ALL
  SELECT 'pg_catalog.pg_opfamily'::regclass, f.oid, 'operator family', p.nspname, NULL, f.opfname || ' FAMILY USING ' || m.amname,
         pg_catalog.format('CREATE OPERATOR FAMILY %I.%I USING %I', p.nspname, f.opfname, m.amname)
    FROM pg_catalog.pg_opfamily f
    JOIN pg_catalog.pg_am m ON m.oid = f.opfmethod
    JOIN picked p ON p.oid = f.opfnamespace
  UNION ALL
  SELECT 'pg_catalog.pg_opclass'::regclass, o.oid, 'operator class', p.nspname, NULL, o.opcname || ' USING ' || m.amname,
         pg_catalog.format('CREATE OPERATOR CLASS %I.%I %sFOR TYPE %s USING %I FAMILY %I.%I AS ', p.nspname, o.opcname,
           CASE WHEN o.opcdefault THEN 'DEFAULT ' ELSE '' END, pg_catalog.format_type(o.opcintype, NULL), m.amname,
           fn.nspname, f.opfname)
         || concat_ws(', ',
              (SELECT string_agg(pg_catalog.format('OPERATOR %s %s', a.amopstrategy, a.amopopr::regoperator), ', '
                                 ORDER BY a.amopstrategy)
                 FROM pg_catalog.pg_amop a
                 JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_amop'::regclass AND d.objid = a.oid
                  AND d.refclassid = 'pg_catalog.pg_opclass'::regclass AND d.refobjid = o.oid),
              (SELECT string_agg(pg_catalog.format('FUNCTION %s (%s, %s) %s', a.amprocnum,
                                   pg_catalog.format_type(a.amproclefttype, NULL),
                                   pg_catalog.format_type(a.amprocrighttype, NULL), a.amproc::oid::regprocedure), ', '
                                 ORDER BY a.amprocnum)
                 FROM pg_catalog.pg_amproc a
                 JOIN pg_catalog.pg_depend d ON d.classid = 'pg_catalog.pg_amproc'::regclass AND d.objid = a.oid
                  AND d.refclassid = 'pg_catalog.pg_opclass'::regclass AND d.refobjid = o.oid),
              'STORAGE ' || pg_catalog.format_type(coalesce(nullif(o.opckeytype, 0), o.opcintype), NULL))
    FROM pg_catalog.pg_opclass o
    JOIN pg_catalog.pg_am m ON m.oid = o.opcmethod
    JOIN pg_catalog.pg_opfamily f ON f.oid = o.opcfamily
    JOIN pg_catalog.pg_namespace fn ON fn.oid = f.opfnamespace
    JOIN picked p ON p.oid = o.opcnamespace
  UNION ALL
  SELECT 'pg_catalog.pg_conversion'::regclass, c.oid, 'conversion', p.nspname, NULL, c.conname,
         pg_catalog.format('CREATE %sCONVERSION %I.%I FOR %L TO %L FROM %s', CASE WHEN c.condefault THEN 'DEFAULT ' ELSE '' END,
           p.nspname, c.conname, pg_catalog.pg_encoding_to_char(c.conforencoding),
           pg_catalog.pg_encoding_to_char(c.contoencoding), c.conproc)
    FROM pg_catalog.pg_conversion c
    JOIN picked p ON p.oid = c.connamespace
  UNION ALL
  SELECT 'pg_catalog.pg_ts_dict'::regclass, d.oid, 'text search dictionary', p.nspname, NULL, d.dictname,
         pg_catalog.format('CREATE TEXT SEARCH DICTIONARY %I.%I (TEMPLATE = %I.%I%s)', p.nspname, d.dictname, tn.nspname,
           t.tmplname, ', ' || d.dictinitoption)
    FROM pg_catalog.pg_ts_dict d
    JOIN pg_catalog.pg_ts_template t ON t.oid = d.dicttemplate
    JOIN pg_catalog.pg_namespace tn ON tn.oid = t.tmplnamespace
    JOIN picked p ON p.oid = d.dictnamespace
  UNION ALL
  SELECT 'pg_catalog.pg_ts_config'::regclass, c.oid, 'text search configuration', p.nspname, NULL, c.cfgname,
         pg_catalog.format('CREATE TEXT SEARCH CONFIGURATION %I.%I (PARSER = %I.%I)', p.nspname, c.cfgname, sn.nspname, s.prsname)
         || coalesce((
              SELECT string_agg(pg_catalog.format('; ALTER TEXT SEARCH CONFIGURATION %I.%I ADD MAPPING FOR %I WITH %s',
                                  p.nspname, c.cfgname, t.alias, m.dictionaries), '' ORDER BY t.alias)
                FROM (SELECT m.maptokentype,
                             string_agg(pg_catalog.format('%I.%I', dn.nspname, d.dictname), ', ' ORDER BY m.mapseqno)
                               AS dictionaries
                        FROM pg_catalog.pg_ts_config_map m
                        JOIN pg_catalog.pg_ts_dict d ON d.oid = m.mapdict
                        JOIN pg_catalog.pg_namespace dn ON dn.oid = d.dictnamespace
                       WHERE m.mapcfg = c.oid
                       GROUP BY m.maptokentype) m
                JOIN LATERAL pg_catalog.ts_token_type(c.cfgparser) t ON t.tokid = m.maptokentype), '')
    FROM pg_catalog.pg_ts_config c
    JOIN pg_catalog.pg_ts_parser s ON s.oid = c.cfgparser
    JOIN pg_catalog.pg_namespace sn ON sn.oid = s.prsnamespace
    JOIN picked p ON p.oid = c.cfgnamespace
  UNION ALL
  -- the functions behind these are of the server's own language, and so nothing that SQL alone makes again
  SELECT 'pg_catalog.pg_ts_parser'::regclass, s.oid, 'text search parser', p.nspname, NULL, s.prsname, NULL
    FROM pg_catalog.pg_ts_parser s
    JOIN picked p ON p.oid = s.prsnamespace
  UNION ALL
  SELECT 'pg_catalog.pg_ts_template'::regclass, t.oid, 'text search template', p.nspname, NULL, t.tmplname, NULL
    FROM pg_catalog.pg_ts_template t
    JOIN picked p ON p.oid = t.tmplnamespace
  UNION ALL
  SELECT 'pg_catalog.pg_type'::regclass, t.oid, 'base type', p.nspname, NULL, t.typname, NULL
    FROM pg_catalog.pg_type t
    JOIN picked p ON p.oid = t.typnamespace
   WHERE t.typtype IN ('b', 'p') AND t.typcategory <> 'A'
)
SELECT o.what, o.schema, o."table", o.name, o.definition
  FROM objects o
 WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_depend e WHERE e.classid = o.class AND e.objid = o.oid AND e.deptype = 'e')
 ORDER BY o.schema, o.what, o."table", o.name
