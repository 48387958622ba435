package dev.sterna.dialect.postgres.server;

import dev.sterna.dialect.postgres.ddl.PostgresSchemaDdl;
import dev.sterna.dialect.server.LedgerSql;
import dev.sterna.model.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The ledger, in a schema of its own. */
public final class PostgresLedger implements LedgerSql {
    private static final String SCHEMA = "sterna";

    @Override
    public TableName table(Connection connection, String shortName) {
        return new TableName(SCHEMA, shortName);
    }

    @Override
    public List<String> create(Connection connection) {
        return List.of(
                PostgresSchemaDdl.createSchemaIfMissing(SCHEMA),
                "CREATE TABLE IF NOT EXISTS \"sterna\".\"run\" (run_id varchar(128) COLLATE \"C\" PRIMARY KEY,"
                        + " state varchar(32) NOT NULL, plan_hash varchar(64), started timestamp(6) NOT NULL,"
                        + " finished timestamp(6), detail text)",
                "CREATE TABLE IF NOT EXISTS \"sterna\".\"chunk\" (run_id varchar(128) COLLATE \"C\","
                        + " table_name varchar(255) COLLATE \"C\", chunk_index int, row_count bigint NOT NULL,"
                        + " sum numeric(39,0), loaded timestamp(6) NOT NULL,"
                        + " PRIMARY KEY (run_id, table_name, chunk_index))",
                "CREATE TABLE IF NOT EXISTS \"sterna\".\"reject\" (run_id varchar(128) COLLATE \"C\","
                        + " table_name varchar(255) COLLATE \"C\", chunk_index int, row_count bigint NOT NULL,"
                        + " sum numeric(39,0) NOT NULL, file varchar(512) NOT NULL, reason text NOT NULL,"
                        + " reason_rows bigint NOT NULL, PRIMARY KEY (run_id, table_name, chunk_index))",
                "CREATE TABLE IF NOT EXISTS \"sterna\".\"target\" (run_id varchar(128) COLLATE \"C\","
                        + " table_name varchar(255) COLLATE \"C\", target_name varchar(255) COLLATE \"C\" NOT NULL,"
                        + " PRIMARY KEY (run_id, table_name))",
                triggers("trigger"),
                "CREATE TABLE IF NOT EXISTS \"sterna\".\"made\" (mark varchar(64) COLLATE \"C\" PRIMARY KEY,"
                        + " what varchar(16) NOT NULL, object_name text NOT NULL,"
                        + " run_id varchar(128) COLLATE \"C\" NOT NULL)",
                "CREATE TABLE IF NOT EXISTS \"sterna\".\"batch\" (run_id varchar(128) COLLATE \"C\","
                        + " table_name varchar(255) COLLATE \"C\", batch bigint, deleted bigint NOT NULL,"
                        + " inserted bigint NOT NULL, updated bigint NOT NULL, log_position text,"
                        + " applied timestamp(6) NOT NULL, PRIMARY KEY (run_id, table_name, batch))",
                "CREATE TABLE IF NOT EXISTS \"sterna\".\"gate\" (run_id varchar(128) COLLATE \"C\","
                        + " gate varchar(64) COLLATE \"C\", passed int NOT NULL, found bigint NOT NULL,"
                        + " looked text NOT NULL, plan_hash varchar(64) NOT NULL, log_position text,"
                        + " checked timestamp(6) NOT NULL, PRIMARY KEY (run_id, gate))",
                "CREATE TABLE IF NOT EXISTS \"sterna\".\"follow\" (run_id varchar(128) COLLATE \"C\" PRIMARY KEY,"
                        + " phase varchar(16) NOT NULL, tables text NOT NULL, log_position text NOT NULL,"
                        + " apart text, wish varchar(16), noted timestamp(6) NOT NULL)",
                triggers("source_trigger"),
                "CREATE TABLE IF NOT EXISTS \"sterna\".\"common\" (run_id varchar(128) COLLATE \"C\","
                        + " table_name varchar(255) COLLATE \"C\", part int, plan_hash varchar(64) NOT NULL,"
                        + " source_rows bigint NOT NULL, source_sum numeric(39,0) NOT NULL,"
                        + " target_rows bigint NOT NULL, target_sum numeric(39,0) NOT NULL,"
                        + " writing varchar(16), noted timestamp(6) NOT NULL, PRIMARY KEY (run_id, table_name, part))",
                "CREATE TABLE IF NOT EXISTS \"sterna\".\"watermark\" (run_id varchar(128) COLLATE \"C\","
                        + " table_name varchar(255) COLLATE \"C\", plan_hash varchar(64) NOT NULL,"
                        + " column_name varchar(255) NOT NULL, \"greatest\" text NOT NULL, noted timestamp(6) NOT NULL,"
                        + " PRIMARY KEY (run_id, table_name))",
                "CREATE TABLE IF NOT EXISTS \"sterna\".\"cutover\" (run_id varchar(128) COLLATE \"C\" PRIMARY KEY,"
                        + " phase varchar(16) NOT NULL, source_freeze text, target_freeze text,"
                        + " noted timestamp(6) NOT NULL)");
    }

    private static String triggers(String table) {
        return "CREATE TABLE IF NOT EXISTS \"sterna\".\"" + table + "\" (table_schema varchar(128) COLLATE \"C\","
                + " table_name varchar(128) COLLATE \"C\", kind varchar(16) COLLATE \"C\", trigger_name varchar(128) COLLATE \"C\","
                + " into_schema varchar(128) COLLATE \"C\" NOT NULL, into_name varchar(128) COLLATE \"C\" NOT NULL,"
                + " place int NOT NULL, session_sql text, on_sql text NOT NULL,"
                + " PRIMARY KEY (table_schema, table_name, kind, trigger_name))";
    }

    @Override
    public boolean tryLock(Connection connection, String name) throws SQLException {
        return ask(connection, "SELECT pg_try_advisory_lock(pg_catalog.hashtextextended(?::text, 0::bigint))", name);
    }

    @Override
    public void unlock(Connection connection, String name) throws SQLException {
        ask(connection, "SELECT pg_advisory_unlock(pg_catalog.hashtextextended(?::text, 0::bigint))", name);
    }

    private static boolean ask(Connection connection, String sql, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
