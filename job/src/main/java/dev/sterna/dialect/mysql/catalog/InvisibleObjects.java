package dev.sterna.dialect.mysql.catalog;

import dev.sterna.dialect.mysql.server.Privileges;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.model.schema.Blind;
import dev.sterna.model.schema.ObjectKind;

/** Notes what the catalogue leaves out for this role: it says nothing of that itself. */
final class InvisibleObjects {
    private InvisibleObjects() {}

    static void note(CatalogSession session, String schema, SchemaRelations relations) {
        Privileges mine = session.privileges();
        String all = MySqlLiterals.quote(schema) + ".*";
        if (!mine.inSchema("SELECT", schema)) {
            session.cannotSee(
                    ObjectKind.TABLE,
                    "those tables, views, columns and sequences of schema " + schema
                            + " that are not granted one by one, with all that belongs to them",
                    "SELECT, SHOW VIEW ON " + all);
        }
        boolean triggers = mine.inSchema("TRIGGER", schema)
                || mine.inSchema("SELECT", schema)
                        && relations.names().stream().allMatch(table -> mine.onTable("TRIGGER", schema, table));
        // On no table at all: the next one to come is hidden again.
        if (!triggers || relations.names().isEmpty() && !mine.inSchema("TRIGGER", schema)) {
            session.cannotSee(ObjectKind.TRIGGER, "the triggers of schema " + schema, "TRIGGER ON " + all);
        }
        if (!mine.inSchema("EVENT", schema)) {
            session.cannotSee(ObjectKind.EVENT, "the events of schema " + schema, "EVENT ON " + all);
        }
        if (!seesRoutines(session, schema)) {
            session.cannotSee(
                    ObjectKind.ROUTINE, "the routines of schema " + schema, SchemaRoutines.privilege(session));
        }
        if (!mine.onTable("SELECT", "mysql", "db") || !mine.onTable("SELECT", "mysql", "procs_priv")) {
            session.cannotSee(ObjectKind.GRANT, "the grants of others on schema " + schema, "SELECT ON `mysql`.*");
        }
    }

    /** Whether the list is whole; bodies are another matter. */
    private static boolean seesRoutines(CatalogSession session, String schema) {
        Privileges mine = session.privileges();
        boolean byName = mine.inSchema("EXECUTE", schema)
                || mine.inSchema("ALTER ROUTINE", schema)
                || mine.inSchema("CREATE ROUTINE", schema);
        return byName
                || (session.isMariaDb()
                        ? mine.onTable("SELECT", "mysql", "proc") || mine.inSchema("SHOW CREATE ROUTINE", schema)
                        : mine.everywhere("SELECT") || mine.everywhere("SHOW_ROUTINE"));
    }

    /** A schema of which nothing is granted looks like one that is not there. */
    static void noteMissing(CatalogSession session, String schema) {
        session.blind()
                .add(new Blind(
                        ObjectKind.SCHEMA,
                        "schema " + schema + ": it is not there, or nothing in it is granted",
                        "CREATE DATABASE, or GRANT SELECT, SHOW VIEW, TRIGGER, EVENT, EXECUTE ON "
                                + MySqlLiterals.quote(schema) + ".*"));
    }
}
