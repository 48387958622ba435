package dev.sterna.dialect.postgres;

/** What the engine is called in plans, reports and schemas. */
final class PostgresEngine {
    static final String NAME = "postgresql";

    private PostgresEngine() {}
}
