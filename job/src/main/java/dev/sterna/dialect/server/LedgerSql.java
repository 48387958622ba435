package dev.sterna.dialect.server;

import dev.sterna.model.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What the ledger needs of an engine; its other statements are plain SQL. */
public interface LedgerSql {

    /** Where a ledger table of that short name lives: in schema {@code sterna}, or with the prefix {@code sterna_}. */
    TableName table(Connection connection, String shortName) throws SQLException;

    /** The names of all tables of the ledger. */
    default List<TableName> tables(Connection connection) throws SQLException {
        return List.of(
                table(connection, "run"),
                table(connection, "chunk"),
                table(connection, "reject"),
                table(connection, "target"),
                table(connection, "trigger"),
                table(connection, "made"),
                table(connection, "batch"),
                table(connection, "gate"),
                table(connection, "follow"),
                table(connection, "source_trigger"),
                table(connection, "common"),
                table(connection, "watermark"),
                table(connection, "cutover"));
    }

    /**
     * Repeatable statements that create the ledger: {@code run} (run_id varchar(128) primary key, state varchar(32), plan_hash varchar(64),
     * started timestamp, finished timestamp null, detail text null) and {@code chunk} (run_id, table_name varchar(255), chunk_index int,
     * row_count bigint, sum decimal(39,0) null, loaded timestamp; primary key (run_id, table_name, chunk_index)) and
     * {@code reject} (run_id, table_name, chunk_index as in {@code chunk} and so is the primary key, row_count bigint,
     * sum decimal(39,0), file varchar(512), reason text, reason_rows bigint), and {@code target} (run_id, table_name, target_name
     * varchar(255); primary key (run_id, table_name)),
     * and {@code trigger} (table_schema, table_name varchar(128), kind varchar(16), trigger_name varchar(128), which are the primary key; into_schema, into_name varchar(128), place int, session_sql text
     * null, on_sql text), and {@code made} (mark varchar(64) primary key, what varchar(16), object_name text, run_id varchar(128)),
     * and {@code batch} (run_id, table_name as in {@code chunk}, batch bigint; primary key (run_id, table_name, batch); deleted,
     * inserted, updated bigint, log_position text null, applied timestamp), and {@code gate} (run_id, gate varchar(64); primary key
     * (run_id, gate); passed int, found bigint, looked text, plan_hash varchar(64), log_position text null, checked timestamp),
     * and {@code follow} (run_id varchar(128) primary key, phase varchar(16), tables, log_position text, apart text null,
     * wish varchar(16) null, noted timestamp), and {@code source_trigger} as {@code trigger}, and {@code common} (run_id, table_name
     * as in {@code chunk}, part int; primary key (run_id, table_name, part); plan_hash varchar(64), source_rows, target_rows bigint,
     * source_sum, target_sum decimal(39,0), writing varchar(16) null, noted timestamp), and {@code watermark} (run_id, table_name as in
     * {@code chunk}; primary key (run_id, table_name); plan_hash varchar(64), column_name varchar(255), greatest text,
     * noted timestamp), and {@code cutover} (run_id varchar(128) primary key, phase varchar(16), source_freeze, target_freeze
     * text null, noted timestamp), compared exactly (case and accents count), in a transactional engine.
     */
    List<String> create(Connection connection) throws SQLException;

    /** Takes a lock of that name until the connection ends; false when somebody else has it. */
    boolean tryLock(Connection connection, String name) throws SQLException;

    /** Gives back a lock that this connection has taken; once it returns, others can take it. */
    void unlock(Connection connection, String name) throws SQLException;
}
