package dev.sterna.dialect;

import dev.sterna.model.Catalog;
import dev.sterna.model.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Reads definitions by set-based catalogue queries (resources beside the dialect), a handful whatever the number of tables. */
public interface CatalogReader {

    /** The base tables of these schemas, with columns, keys and the engine's estimates. */
    Catalog read(Connection connection, List<String> schemas) throws SQLException;

    /**
     * How many other objects the tables of these schemas have, as far as the user may see them; kinds of which a table
     * has none are left out.
     */
    List<Belonging> belongings(Connection connection, List<String> schemas) throws SQLException;

    /** A number of objects of one kind that belong to a table besides columns and primary key. */
    record Belonging(Kind kind, TableName table, long count) {}

    /** What belongs to a table. */
    enum Kind {
        /** Unique indexes and constraints besides the primary key. */
        UNIQUE_KEY,
        /** Indexes that are not unique. */
        INDEX,
        FOREIGN_KEY,
        CHECK,
        /** Defaults of columns but for those that number rows. */
        DEFAULT,
        TRIGGER,
        /** Columns whose order or equality is not simply by code point, where the engine declares that per column. */
        COLLATION
    }
}
