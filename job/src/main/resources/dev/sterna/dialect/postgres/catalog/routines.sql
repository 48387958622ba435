-- Functions, procedures and aggregates. The server writes the statement of all but aggregates.
SELECT n.nspname AS schema, p.proname AS name, p.prokind AS kind,
       pg_catalog.quote_ident(p.proname) || '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')' AS signature,
       l.lanname AS language,
       CASE WHEN p.prokind <> 'a' THEN pg_catalog.pg_get_functiondef(p.oid)
            ELSE pg_catalog.format('CREATE AGGREGATE %I.%I(%s) (', n.nspname, p.proname,
                   CASE WHEN p.pronargs = 0 THEN '*' ELSE pg_catalog.pg_get_function_arguments(p.oid) END)
                 || concat_ws(', ',
                   'SFUNC = ' || g.aggtransfn::oid::regproc::text,
                   'STYPE = ' || pg_catalog.format_type(g.aggtranstype, NULL),
                   'SSPACE = ' || nullif(g.aggtransspace, 0),
                   'FINALFUNC = ' || nullif(g.aggfinalfn::oid, 0)::regproc::text,
                   CASE WHEN g.aggfinalextra THEN 'FINALFUNC_EXTRA' END,
                   CASE WHEN g.aggfinalfn <> 0 THEN 'FINALFUNC_MODIFY = '
                     || CASE g.aggfinalmodify WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END END,
                   'COMBINEFUNC = ' || nullif(g.aggcombinefn::oid, 0)::regproc::text,
                   'SERIALFUNC = ' || nullif(g.aggserialfn::oid, 0)::regproc::text,
                   'DESERIALFUNC = ' || nullif(g.aggdeserialfn::oid, 0)::regproc::text,
                   'INITCOND = ' || pg_catalog.quote_literal(g.agginitval),
                   'MSFUNC = ' || nullif(g.aggmtransfn::oid, 0)::regproc::text,
                   'MINVFUNC = ' || nullif(g.aggminvtransfn::oid, 0)::regproc::text,
                   'MSTYPE = ' || pg_catalog.format_type(nullif(g.aggmtranstype, 0), NULL),
                   'MSSPACE = ' || nullif(g.aggmtransspace, 0),
                   'MFINALFUNC = ' || nullif(g.aggmfinalfn::oid, 0)::regproc::text,
                   CASE WHEN g.aggmfinalextra THEN 'MFINALFUNC_EXTRA' END,
                   CASE WHEN g.aggmfinalfn <> 0 THEN 'MFINALFUNC_MODIFY = '
                     || CASE g.aggmfinalmodify WHEN 'r' THEN 'READ_ONLY' WHEN 's' THEN 'SHAREABLE' ELSE 'READ_WRITE' END END,
                   'MINITCOND = ' || pg_catalog.quote_literal(g.aggminitval),
                   'SORTOP = OPERATOR(' || pg_catalog.quote_ident(os.nspname) || '.' || o.oprname || ')',
                   CASE p.proparallel WHEN 's' THEN 'PARALLEL = SAFE' WHEN 'r' THEN 'PARALLEL = RESTRICTED' END,
                   CASE WHEN g.aggkind = 'h' THEN 'HYPOTHETICAL' END) || ')'
       END AS definition,
       pg_catalog.pg_get_userbyid(p.proowner) AS owner,
       pg_catalog.obj_description(p.oid, 'pg_proc') AS comment
  FROM pg_catalog.pg_proc p
  JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
  JOIN pg_catalog.pg_language l ON l.oid = p.prolang
  LEFT JOIN pg_catalog.pg_aggregate g ON g.aggfnoid = p.oid
  LEFT JOIN pg_catalog.pg_operator o ON o.oid = g.aggsortop
  LEFT JOIN pg_catalog.pg_namespace os ON os.oid = o.oprnamespace
 WHERE n.nspname = ANY (?)
   -- a range type brings its constructors, which nobody creates
   AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend e
                    WHERE e.classid = 'pg_catalog.pg_proc'::regclass AND e.objid = p.oid AND e.deptype IN ('e', 'i'))
 ORDER BY 1, 4
