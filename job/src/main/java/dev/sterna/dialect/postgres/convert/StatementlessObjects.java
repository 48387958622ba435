package dev.sterna.dialect.postgres.convert;

/** Why an object of the catalogue has no statement that makes it. */
final class StatementlessObjects {
    private StatementlessObjects() {}

    /** @param what the word for the kind, as an {@link dev.sterna.model.schema.OtherObject} has it */
    static String reason(String what) {
        return switch (what) {
            case "user mapping" -> "its options hold the password of a remote user";
            case "subscription" -> "its connection holds a password, and two subscribers would compete for one slot";
            case "large objects" -> "they are rows without a table, which are not migrated";
            case "text search parser", "text search template", "base type" ->
                "functions in the server's own language make it, which an extension or an administrator installs";
            case "database setting" -> "the migration could not go on with it, or it names the database itself";
            default -> "the catalogue does not tell a statement for it";
        };
    }
}
