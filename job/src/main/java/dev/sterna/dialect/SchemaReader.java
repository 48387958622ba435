package dev.sterna.dialect;

import dev.sterna.dialect.server.TargetRights;
import dev.sterna.model.schema.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Reads everything that some schemas hold, by set-based catalogue queries; what the role may not see becomes a Blind,
 * never an empty list.
 */
public interface SchemaReader {
    Schema read(Connection connection, List<String> schemas) throws SQLException;

    /** What the connection's user may make in this database. */
    TargetRights rights(Connection connection) throws SQLException;
}
