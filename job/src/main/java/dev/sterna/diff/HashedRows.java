package dev.sterna.diff;

import dev.sterna.dialect.RowSet;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A stream of hashed rows that looks one row ahead, and sees to it that they come in order. */
final class HashedRows {
    private final ResultSet rows;
    private final RowSet set;
    private final DigestQueries side;
    private HashedRow head;
    private long read;

    HashedRows(ResultSet rows, RowSet set, DigestQueries side) throws SQLException {
        this.rows = rows;
        this.set = set;
        this.side = side;
        this.head = next();
    }

    /** The row that comes next, or null at the end. */
    HashedRow head() {
        return head;
    }

    /** Takes the row that comes next. */
    HashedRow take() throws SQLException {
        HashedRow taken = head;
        head = next();
        // Out of order, a merge would find differences where there are none.
        if (head != null
                && (head.keyHash() < taken.keyHash()
                        || head.keyHash() == taken.keyHash() && head.rowHash() < taken.rowHash())) {
            throw new IllegalStateException("The " + side.side().label() + " gave the rows of "
                    + set.table().name() + " in a wrong order");
        }
        return taken;
    }

    private HashedRow next() throws SQLException {
        if (!rows.next()) {
            return null;
        }
        read++;
        long keyHash = rows.getLong(1);
        boolean hashed = !rows.wasNull();
        long rowHash = rows.getLong(2);
        if (!hashed || rows.wasNull()) {
            throw side.unhashed(set, read, read - 1);
        }
        String[] texts = new String[set.columns().size()];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = rows.getString(i + 3);
        }
        return new HashedRow(keyHash, rowHash, texts);
    }
}
