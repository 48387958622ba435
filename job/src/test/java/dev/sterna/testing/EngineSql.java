package dev.sterna.testing;

import dev.sterna.embedded.Engine;

/** What engines write differently, for tests that mean the same of each. */
public interface EngineSql {
    static EngineSql of(Engine engine) {
        return switch (engine) {
            case POSTGRESQL -> new PostgresSql();
            case MARIADB, MYSQL -> new MySqlSql();
        };
    }

    /** The schema of a database's tables that say none. */
    String defaultSchema(String database);

    /** A table, or index, as a session finds it that looks nowhere by itself, such as those of a migration. */
    String qualified(String table);

    String quoted(String name);

    /** A query of one column, {@code seq}, that counts from 1. */
    String numbers(int most);

    /** The type of a column that numbers its rows by itself and can be given other numbers. */
    String numbered();

    /** The octets of a text in UTF-8, in lower-case hexadecimal digits. */
    String hexOfText(String expression);

    /** How many sessions of the database wait for a lock. */
    String waitingSessions();

    /** The number of each other session of the database, and whether it is at work. */
    String otherSessions();

    /** Ends the session that executes it. */
    String suicide();

    /** Makes a session give up the wait for a row's lock as soon as the engine can. */
    String shortLockTimeout();

    /** Lets a user look into table {@code t}'s surroundings, but not write it; {@code %s} is the user. */
    String grantWithoutWriting();

    /** A condition on rows of {@code information_schema} that keeps those of other databases out. */
    String ofThisDatabase();
}
