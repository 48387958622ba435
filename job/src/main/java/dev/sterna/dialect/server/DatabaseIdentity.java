package dev.sterna.dialect.server;

import dev.sterna.model.TableName;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Which database a session works in, as its server says itself, whatever name led there. A copy of a server's files says
 * the same of itself as the original, and is told from it by when it was started; a server that follows another one, or
 * forms a cluster with it, holds the same rows and counts as the same.
 *
 * @param engine name of the dialect
 * @param server what the server calls itself, null when the user may not ask
 * @param started when the server was started; null of one that has the same rows as another, started at another time
 * @param precision how far apart two readings of {@code started} may be
 * @param database within the server; empty where a schema is a database
 * @param foldsTableNames whether names of tables that differ only by case are one
 */
public record DatabaseIdentity(
        String engine, String server, Instant started, Duration precision, String database, boolean foldsTableNames)
        implements Serializable {

    /** Whether both are on one server, or on servers that have the same rows. */
    public boolean isSameServer(DatabaseIdentity other) {
        if (!engine.equals(other.engine)) {
            return false;
        }
        if (server == null || other.server == null) {
            return started != null && other.started != null && startedTogether(other);
        }
        return server.equals(other.server) && (started == null || other.started == null || startedTogether(other));
    }

    /** Whether a table's qualified name means the same table in both. */
    public boolean isSameDatabase(DatabaseIdentity other) {
        return isSameServer(other) && database.equals(other.database);
    }

    /** In a text, by which it is known again; of a server that does not say its name, until it is started anew. */
    public String text() {
        return serverText() + (database.isEmpty() ? "" : " database " + database);
    }

    /** Likewise of the server alone. */
    public String serverText() {
        return engine + " " + (server == null ? "started " + started : server);
    }

    /** The name, in the form in which two names of one table are equal. */
    public TableName folded(TableName table) {
        return foldsTableNames
                ? new TableName(folded(table.schema()), table.name().toLowerCase(Locale.ROOT))
                : table;
    }

    /** The same of a schema's name. */
    public String folded(String schema) {
        return foldsTableNames ? schema.toLowerCase(Locale.ROOT) : schema;
    }

    private boolean startedTogether(DatabaseIdentity other) {
        return Duration.between(started, other.started).abs().compareTo(precision) <= 0;
    }
}
