package dev.sterna.changes;

import java.sql.Connection;
import java.sql.SQLException;

/** What is seen of the source when rows are read again. */
@FunctionalInterface
public interface Sight {
    /** Whatever is committed by then. */
    Sight PRESENT = connection -> {};

    /** Begins a transaction that sees it. Autocommit is off, and no transaction is open; whoever reads ends it. */
    void begin(Connection source) throws SQLException;
}
