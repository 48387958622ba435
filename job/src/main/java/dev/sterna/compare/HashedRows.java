package dev.sterna.compare;

import dev.sterna.dialect.rows.RowSet;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A stream of hashed rows that looks one row ahead, and sees to it that they come in order. */
public final class HashedRows {
    private final Source source;
    private final String name;
    private HashedRow head;

    /** @param name for messages */
    HashedRows(Source source, String name) throws SQLException {
        this.source = source;
        this.name = name;
        this.head = source.next();
    }

    /** What a database answers to a query for hashed rows. */
    public static HashedRows of(ResultSet answer, RowSet set, DigestQueries side) throws SQLException {
        int columns = set.columns().size();
        return new HashedRows(
                () -> answer.next() ? row(answer, columns, set, side) : null,
                "rows of " + set.table().name() + " in the "
                        + side.database().side().label());
    }

    /** The row that comes next, or null at the end. */
    public HashedRow head() {
        return head;
    }

    /** Takes the row that comes next. */
    public HashedRow take() throws SQLException {
        HashedRow taken = head;
        head = source.next();
        // Out of order, a merge would find differences where there are none.
        if (head != null
                && (head.keyHash() < taken.keyHash()
                        || head.keyHash() == taken.keyHash() && head.rowHash() < taken.rowHash())) {
            throw new IllegalStateException("The server gave hashes in a wrong order: " + name);
        }
        return taken;
    }

    private static HashedRow row(ResultSet answer, int columns, RowSet set, DigestQueries side) throws SQLException {
        long keyHash = answer.getLong(1);
        boolean hashed = !answer.wasNull();
        long rowHash = answer.getLong(2);
        if (!hashed || answer.wasNull()) {
            throw side.unhashed(set, 1, 0);
        }
        String[] texts = new String[columns];
        for (int i = 0; i < columns; i++) {
            texts[i] = answer.getString(i + 3);
        }
        return new HashedRow(keyHash, rowHash, texts);
    }

    /** Where the rows come from. */
    interface Source {
        /** The next row, or null at the end. */
        HashedRow next() throws SQLException;
    }
}
