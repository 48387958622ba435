package dev.sterna.dialect;

import dev.sterna.dialect.server.Server;
import dev.sterna.dialect.server.TargetRights;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Check;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.TableDefinition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A schema of this engine as statements for this engine, and what tables need around a load. */
public interface SchemaDdl {
    /** The statement that creates the schema if it does not exist, or null when there is nothing to create. */
    String createSchema(String schema);

    /** The statement that drops a schema with all that is in it. */
    String dropSchema(String schema);

    /**
     * The statements that make every object of the schema under the name that it has there. An object without a
     * definition, or that the schema is blind for, has no statement.
     *
     * @param schema in this engine's own terms: read from a server of this engine, or made by {@link SchemaConverter}
     */
    SchemaScript script(Schema schema);

    /** Whether a primary key is made faster after the rows are in: then it is in the second half of {@link #script}. */
    boolean keyAfterLoad();

    /**
     * The statement that makes a table with these columns and nothing else, which nobody but the session sees and which ends
     * with it; null where that is not possible.
     *
     * @param schema one that is there
     */
    default String temporary(String schema, List<ColumnDefinition> columns) {
        return null;
    }

    /** The statement that ends it. */
    default String dropTemporary(String schema) {
        return null;
    }

    /**
     * Whether a statement failed for want of something that may yet come with the schema, where that is of this engine.
     */
    default boolean isAwaiting(SQLException failure) {
        return false;
    }

    /**
     * Statements that let the counters of a filled table's identity columns go on after the greatest value, where the
     * engine does not do that itself, and gather statistics; in order. Repeatable.
     */
    List<String> finishTable(Table table);

    /**
     * What the server says against a statement of {@link #finishTable} in rows that it answers with, where other servers
     * fail; null when it has no complaint.
     */
    default String complaint(ResultSet answer) throws SQLException {
        return null;
    }

    /**
     * Statements that remove the own rows of tables that keep no former ones, and none of tables that inherit from them; foreign
     * keys between these tables are no obstacle. For one session, in this order.
     */
    List<String> truncate(List<TableName> tables);

    /**
     * The same of a table of which {@link dev.sterna.model.schema.TableDefinition#systemVersioned} is true: its former rows
     * go too.
     */
    default List<String> truncateWithFormerRows(TableName table) {
        throw new IllegalArgumentException("No table keeps former rows: " + table);
    }

    /** The statement that fills a materialized view again; empty where the engine has none. */
    default Optional<String> refresh(ObjectName view) {
        return Optional.empty();
    }

    /** Statements that let a session build large indexes quickly. */
    default List<String> buildSession() {
        return List.of();
    }

    /**
     * The statement that makes what both make, of which the second comes right behind the first, or nothing; empty unless
     * each of them alone would copy the table.
     */
    default Optional<SchemaScript.Statement> together(SchemaScript.Statement first, SchemaScript.Statement second) {
        return Optional.empty();
    }

    /**
     * The statement that makes the same foreign key or check without a look at the rows that are there, for a session of
     * its own; empty where the server has none. See {@link #enforce}.
     */
    default Optional<SchemaScript.Statement> unchecked(SchemaScript.Statement statement, Server server) {
        return Optional.empty();
    }

    /**
     * The statement by which a constraint that was made without a look at the rows holds for new ones; empty where it does
     * so by itself.
     */
    default Optional<String> enforce(ObjectName constraint, Server server) {
        return Optional.empty();
    }

    /** The statement that drops a check of a table that is there. */
    String dropCheck(TableDefinition table, Check check);

    /**
     * The statement that makes names without a schema mean those of the first of these, or else of the next that has it,
     * until the session ends. Engines that look in one schema only look in the first.
     */
    String useSchema(List<String> schemas);

    /**
     * Objects that a statement gives to an account, with whose rights they run; by their names. Accounts are written as
     * {@link TargetRights#grantees} has them.
     */
    default Map<ObjectName, String> definers(Schema schema) {
        return Map.of();
    }

    /** Functions that do not declare what a server's log wants to know of them: see {@link TargetRights.Logged}. */
    default Set<ObjectName> undeclared(Schema schema) {
        return Set.of();
    }

    /** The schema with what these accounts were to have belonging to whoever makes it. */
    default Schema withoutDefiners(Schema schema, Set<String> accounts) {
        return schema;
    }

    /** A statement as the engine's command-line client takes it from a file, with what ends it. */
    default String forClient(String sql) {
        return sql.stripTrailing().endsWith(";") ? sql : sql + ";";
    }
}
