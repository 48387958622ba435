package dev.sterna.dialect;

import dev.sterna.dialect.server.TargetRights;
import dev.sterna.model.Catalog;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.OutsideNeed;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.SchemaContent;
import dev.sterna.model.schema.TableDefinition;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what some schemas hold, by set-based catalogue queries, a handful whatever the number of tables. */
public interface SchemaReader {
    /** Everything that they hold; what the role may not see becomes a Blind, never an empty list. */
    Schema read(Connection connection, List<String> schemas) throws SQLException;

    /**
     * The tables whose rows are moved, each partitioned one as a whole, with their columns, keys, unique indexes, foreign keys
     * and the engine's estimates, and without the rest of them. Those that an extension brings are among them.
     *
     * @throws SQLException also when the role may not ask for these
     */
    List<TableDefinition> tables(Connection connection, List<String> schemas) throws SQLException;

    /** The names of the same tables, by one query. */
    Set<TableName> names(Connection connection, List<String> schemas) throws SQLException;

    /** The same tables as those see them who move rows. */
    default Catalog catalog(Connection connection, List<String> schemas) throws SQLException {
        return new Catalog(
                tables(connection, schemas).stream().map(TableDefinition::table).toList());
    }

    /**
     * What the database keeps outside of all tables, as if it were the rows of one: it is read, digested and loaded under
     * that name. Empty where there is nothing now.
     */
    default Optional<TableDefinition> outsideTables(Connection connection) throws SQLException {
        return Optional.empty();
    }

    /**
     * A table with its former rows among its rows, and from when to when each was one. Empty where the engine keeps none,
     * or none that another server could keep.
     */
    default Optional<Table> withFormerRows(TableDefinition table) {
        return Optional.empty();
    }

    /**
     * How many former rows a table has of which {@link TableDefinition#systemVersioned} is true; all its rows are read for it.
     *
     * @throws SQLTimeoutException when the time is over before they are counted
     */
    default long countFormerRows(Connection connection, TableName table, Duration time) throws SQLException {
        throw new IllegalArgumentException("No table keeps former rows: " + table);
    }

    /**
     * The schemas in which this database's own settings, and those of its roles, have sessions look for what is named
     * without a schema, in this order. Only where there is such a setting.
     */
    default List<String> searchPath(Connection connection) throws SQLException {
        return List.of();
    }

    /**
     * Constraints and unique indexes of these schemas that are there and that not all rows are held to, but for those whose
     * record in a {@link Schema} tells it itself.
     */
    default List<Unenforced> unenforced(Connection connection, List<String> schemas) throws SQLException {
        return List.of();
    }

    /**
     * A constraint that the server does not hold all rows to.
     *
     * @param why such as {@code is not valid}
     * @param remedy a statement, or what else to do
     */
    record Unenforced(ObjectName object, String why, String remedy) {}

    /** The schemas of the database, but for the server's own and that of Sterna's ledger. */
    List<SchemaContent> contents(Connection connection) throws SQLException;

    /** What objects of these schemas need of others, as far as the catalogue knows. */
    List<OutsideNeed> outsideNeeds(Connection connection, List<String> schemas) throws SQLException;

    /** What the connection's user may make in this database. */
    TargetRights rights(Connection connection) throws SQLException;
}
