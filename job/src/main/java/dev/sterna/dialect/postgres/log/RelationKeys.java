package dev.sterna.dialect.postgres.log;

import dev.sterna.dialect.log.FollowedTable;
import dev.sterna.model.Column;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Finds the key of a followed table in the values of a row as the log has it. */
final class RelationKeys {
    private final FollowedTable followed;
    private final List<Column> columns;

    /** For each column of the row its place in the key, or -1. */
    private final int[] places;

    RelationKeys(FollowedTable followed, List<String> names) {
        this.followed = followed;
        this.columns = followed.keyColumns();
        this.places = names.stream().mapToInt(followed.key()::indexOf).toArray();
    }

    FollowedTable followed() {
        return followed;
    }

    /**
     * Reads a row's values up to the last, and gives those of the key; null for a value that is absent, because it is stored outside the
     * row and did not change, or because the row is known by other columns.
     */
    String[] read(ByteBuffer row) {
        String[] key = new String[columns.size()];
        int count = row.getShort();
        for (int i = 0; i < count; i++) {
            byte kind = row.get();
            if (kind == 't') {
                int length = row.getInt();
                int place = places[i];
                if (place >= 0) {
                    key[place] = KeyText.of(
                            columns.get(place),
                            new String(
                                    row.array(), row.arrayOffset() + row.position(), length, StandardCharsets.UTF_8));
                }
                row.position(row.position() + length);
            }
        }
        return key;
    }

    /** A whole key; what is absent in the new row is as it was in the old one. */
    List<String> whole(String[] key, String[] old) throws SQLException {
        List<String> values = new ArrayList<>(key.length);
        for (int i = 0; i < key.length; i++) {
            String value = key[i] == null && old != null ? old[i] : key[i];
            if (value == null) {
                throw UnfollowableLog.keyIsMissing(followed, columns.get(i).name());
            }
            values.add(value);
        }
        return values;
    }
}
