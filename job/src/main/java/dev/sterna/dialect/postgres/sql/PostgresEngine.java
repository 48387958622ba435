package dev.sterna.dialect.postgres.sql;

/** What the engine is called in plans, reports and schemas. */
public final class PostgresEngine {
    public static final String NAME = "postgresql";

    private PostgresEngine() {}
}
