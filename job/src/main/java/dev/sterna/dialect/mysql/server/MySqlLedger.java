package dev.sterna.dialect.mysql.server;

import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.dialect.server.LedgerSql;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.model.TableName;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;

/** Ledger tables beside the target's own, told by a prefix: a schema of its own would be a database of its own. */
public final class MySqlLedger implements LedgerSql, Serializable {
    private static final long serialVersionUID = 1L;

    /** MySQL takes lock names of up to 64 characters; and a name is the server's, not the database's. */
    private static final int MAX_LOCK_NAME = 64;

    @Override
    public TableName table(Connection connection, String shortName) throws SQLException {
        return new TableName(database(connection), "sterna_" + shortName);
    }

    /** The session's, or else the first that the configuration lists. */
    private static String database(Connection connection) throws SQLException {
        String database =
                ScalarQuery.text(connection, "SELECT COALESCE(DATABASE(), " + MySqlSession.LEDGER_DATABASE + ")");
        if (database == null) {
            throw SternaException.of(
                    Category.CONFIGURATION,
                    "no-database",
                    null,
                    "Cannot tell where the ledger is: the URL names no database",
                    "Put the database's name at the end of the URL, as in jdbc:mariadb://host:3306/shop, or list"
                            + " databases in schemas");
        }
        return database;
    }

    @Override
    public List<String> create(Connection connection) throws SQLException {
        String options = " ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";
        return List.of(
                "CREATE TABLE IF NOT EXISTS " + name(connection, "run")
                        + " (run_id varchar(128) NOT NULL PRIMARY KEY, state varchar(32) NOT NULL,"
                        + " plan_hash varchar(64) NULL, started datetime(6) NOT NULL, finished datetime(6) NULL,"
                        + " detail longtext NULL)" + options,
                "CREATE TABLE IF NOT EXISTS " + name(connection, "chunk")
                        + " (run_id varchar(128) NOT NULL, table_name varchar(255) NOT NULL, chunk_index int NOT NULL,"
                        + " row_count bigint NOT NULL, sum decimal(39,0) NULL, loaded datetime(6) NOT NULL,"
                        + " PRIMARY KEY (run_id, table_name, chunk_index))" + options,
                "CREATE TABLE IF NOT EXISTS " + name(connection, "reject")
                        + " (run_id varchar(128) NOT NULL, table_name varchar(255) NOT NULL, chunk_index int NOT NULL,"
                        + " row_count bigint NOT NULL, sum decimal(39,0) NOT NULL, file varchar(512) NOT NULL,"
                        + " reason longtext NOT NULL, reason_rows bigint NOT NULL,"
                        + " PRIMARY KEY (run_id, table_name, chunk_index))" + options,
                "CREATE TABLE IF NOT EXISTS " + name(connection, "target")
                        + " (run_id varchar(128) NOT NULL, table_name varchar(255) NOT NULL,"
                        + " target_name varchar(255) NOT NULL, PRIMARY KEY (run_id, table_name))" + options,
                triggers(name(connection, "trigger"), options),
                "CREATE TABLE IF NOT EXISTS " + name(connection, "made")
                        + " (mark varchar(64) NOT NULL PRIMARY KEY, what varchar(16) NOT NULL,"
                        + " object_name longtext NOT NULL, run_id varchar(128) NOT NULL)" + options,
                "CREATE TABLE IF NOT EXISTS " + name(connection, "batch")
                        + " (run_id varchar(128) NOT NULL, table_name varchar(255) NOT NULL, batch bigint NOT NULL,"
                        + " deleted bigint NOT NULL, inserted bigint NOT NULL, updated bigint NOT NULL,"
                        + " log_position longtext NULL, applied datetime(6) NOT NULL,"
                        + " PRIMARY KEY (run_id, table_name, batch))" + options,
                "CREATE TABLE IF NOT EXISTS " + name(connection, "gate")
                        + " (run_id varchar(128) NOT NULL, gate varchar(64) NOT NULL, passed int NOT NULL,"
                        + " found bigint NOT NULL, looked longtext NOT NULL, plan_hash varchar(64) NOT NULL,"
                        + " log_position longtext NULL, checked datetime(6) NOT NULL, PRIMARY KEY (run_id, gate))"
                        + options,
                "CREATE TABLE IF NOT EXISTS " + name(connection, "follow")
                        + " (run_id varchar(128) NOT NULL PRIMARY KEY, phase varchar(16) NOT NULL,"
                        + " `tables` longtext NOT NULL, log_position longtext NOT NULL, apart longtext NULL,"
                        + " wish varchar(16) NULL, noted datetime(6) NOT NULL)" + options,
                triggers(name(connection, "source_trigger"), options),
                "CREATE TABLE IF NOT EXISTS " + name(connection, "common")
                        + " (run_id varchar(128) NOT NULL, table_name varchar(255) NOT NULL, part int NOT NULL,"
                        + " plan_hash varchar(64) NOT NULL, source_rows bigint NOT NULL, source_sum decimal(39,0) NOT NULL,"
                        + " target_rows bigint NOT NULL, target_sum decimal(39,0) NOT NULL,"
                        + " writing varchar(16) NULL, noted datetime(6) NOT NULL, PRIMARY KEY (run_id, table_name, part))"
                        + options,
                "CREATE TABLE IF NOT EXISTS " + name(connection, "watermark")
                        + " (run_id varchar(128) NOT NULL, table_name varchar(255) NOT NULL,"
                        + " plan_hash varchar(64) NOT NULL, column_name varchar(255) NOT NULL, `greatest` longtext NOT NULL,"
                        + " noted datetime(6) NOT NULL, PRIMARY KEY (run_id, table_name))" + options,
                "CREATE TABLE IF NOT EXISTS " + name(connection, "cutover")
                        + " (run_id varchar(128) NOT NULL PRIMARY KEY, phase varchar(16) NOT NULL,"
                        + " source_freeze longtext NULL, target_freeze longtext NULL, noted datetime(6) NOT NULL)"
                        + options);
    }

    private static String triggers(String name, String options) {
        return "CREATE TABLE IF NOT EXISTS " + name
                + " (table_schema varchar(128) NOT NULL, table_name varchar(128) NOT NULL,"
                + " kind varchar(16) NOT NULL, trigger_name varchar(128) NOT NULL, into_schema varchar(128) NOT NULL,"
                + " into_name varchar(128) NOT NULL, place int NOT NULL, session_sql longtext NULL,"
                + " on_sql longtext NOT NULL, PRIMARY KEY (table_schema, table_name, kind, trigger_name))"
                + options;
    }

    @Override
    public boolean tryLock(Connection connection, String name) throws SQLException {
        return "1".equals(ScalarQuery.text(connection, "SELECT GET_LOCK(" + lock(connection, name) + ", 0)"));
    }

    @Override
    public void unlock(Connection connection, String name) throws SQLException {
        ScalarQuery.text(connection, "SELECT RELEASE_LOCK(" + lock(connection, name) + ")");
    }

    private String lock(Connection connection, String name) throws SQLException {
        String full = database(connection) + "." + name;
        return MySqlLiterals.text(
                full.length() <= MAX_LOCK_NAME ? full : "sterna." + sha256(full).substring(0, 48));
    }

    private String name(Connection connection, String shortName) throws SQLException {
        return MySqlLiterals.quote(table(connection, shortName));
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
