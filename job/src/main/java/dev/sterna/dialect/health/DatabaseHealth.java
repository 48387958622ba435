package dev.sterna.dialect.health;

import dev.sterna.model.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Asks a database how it is doing. Connections have autocommit on, but for {@link #plan}. */
public interface DatabaseHealth {

    /** What the server knows of these tables, and of itself; a table that is not there is left out. Writes nothing. */
    Health read(Connection connection, List<TableName> tables) throws SQLException;

    /** How the server would run a query, which it does not run. */
    QueryPlan plan(Connection connection, String query) throws SQLException;

    /** The statement of {@link #analyze}. */
    String analyzeStatement(TableName table);

    /** Renews the statistics of a table by which queries are planned; a server that only says that it did not is a failure too. */
    void analyze(Connection connection, TableName table) throws SQLException;
}
