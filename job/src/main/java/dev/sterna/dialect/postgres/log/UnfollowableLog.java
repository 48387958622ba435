package dev.sterna.dialect.postgres.log;

import dev.sterna.dialect.log.FollowedTable;
import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.model.TableName;

/** Why a log cannot be followed any more. */
final class UnfollowableLog {
    static final String COMPARE = "Compare all rows: sterna diff, then sterna sync with sterna.sync.changes = diff;"
            + " or begin anew with another run id";

    private UnfollowableLog() {}

    static SternaException keyIsMissing(FollowedTable followed, String column) {
        String table = followed.table().name().toString();
        return SternaException.of(
                Category.SOURCE,
                "log-without-key",
                table,
                "Cannot follow " + table + ": the log does not tell the column " + column
                        + " of a changed row, so the table's replica identity is not its key",
                "ALTER TABLE " + Literals.qualified(followed.table().name())
                        + " REPLICA IDENTITY DEFAULT (or USING INDEX with the index of the key); what came before that has to"
                        + " be compared: sterna diff");
    }

    static SternaException notPublished(String publication, TableName table) {
        return SternaException.of(
                Category.SOURCE,
                "log-without-table",
                table.toString(),
                "Cannot follow " + table + ": the publication " + publication
                        + " does not have it, because it was made for other tables or the table was made anew",
                "ALTER PUBLICATION " + Literals.identifier(publication) + " ADD TABLE " + Literals.qualified(table)
                        + ", then compare its rows: sterna diff --tables " + table);
    }

    static SternaException slotIsGone(String slot) {
        return SternaException.of(
                Category.SOURCE,
                "log-gone",
                null,
                "Cannot follow the source's log: it has no replication slot " + slot
                        + " any more, and so does not keep the changes since",
                COMPARE);
    }

    static SternaException slotIsLost(String slot) {
        return SternaException.of(
                Category.SOURCE,
                "log-gone",
                null,
                "Cannot follow the source's log: the server has removed what the replication slot " + slot
                        + " was to keep (max_slot_wal_keep_size, or a timeout of unused slots)",
                "SELECT pg_drop_replication_slot(" + Literals.string(slot) + "), then compare all rows. " + COMPARE);
    }

    static SternaException positionIsGone(String slot, String from, String first) {
        return SternaException.of(
                Category.SOURCE,
                "log-gone",
                null,
                "Cannot follow the source's log from " + from + ": the replication slot " + slot + " keeps it from "
                        + first + " on",
                COMPARE);
    }
}
