package dev.sterna.dialect;

import dev.sterna.model.Catalog;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Reads definitions by set-based catalogue queries (resources beside the dialect), a handful whatever the number of tables. */
public interface CatalogReader {

    /** The base tables of these schemas, with columns, keys and the engine's estimates. */
    Catalog read(Connection connection, List<String> schemas) throws SQLException;
}
