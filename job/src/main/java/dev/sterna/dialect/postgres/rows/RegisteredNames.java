package dev.sterna.dialect.postgres.rows;

/**
 * Names of tables and types as values, with their schema. Their output functions leave the schema out where a session's
 * {@code search_path} has it, and both sides' sessions have the user's own.
 */
final class RegisteredNames {
    private static final String TABLE = named("c.relname") + " FROM pg_catalog.pg_class c"
            + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = r.v";

    private static final String TYPE = "CASE WHEN n.nspname = 'pg_catalog' THEN pg_catalog.format_type(t.oid, NULL)"
            + " WHEN e.oid IS NULL THEN " + named("t.typname") + " ELSE " + named("e.typname") + " || '[]' END"
            + " FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace"
            + " LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem AND e.typarray = t.oid WHERE t.oid = r.v";

    private RegisteredNames() {}

    /** The text of a value; null where the type is none of these. What is not there any more is its number. */
    static String text(String value, String nativeType) {
        return switch (nativeType) {
            case "regclass" -> found(TABLE, value);
            case "regtype" -> found(TYPE, value);
            default -> null;
        };
    }

    /** The value stands where no name within can be taken for it. */
    private static String found(String query, String value) {
        return "(SELECT COALESCE((SELECT " + query + "), r.v::text) FROM (SELECT " + value + " AS v) r)";
    }

    /** An array of the user's lies in the schema of its elements. */
    private static String named(String name) {
        return "CASE n.nspname WHEN 'pg_catalog' THEN '' ELSE pg_catalog.quote_ident(n.nspname) || '.' END"
                + " || pg_catalog.quote_ident(" + name + ")";
    }
}
