package dev.sterna.compare;

import dev.sterna.dialect.rows.CanonicalColumn;
import dev.sterna.dialect.rows.RowSet;
import dev.sterna.digest.RowDigester;
import dev.sterna.digest.RowHash;
import dev.sterna.model.Digest;
import dev.sterna.model.LogicalType;
import dev.sterna.model.LogicalType.Framing;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Hashes the rows of a slice here, where their server can hand them over but cannot hash all of them. What it holds of
 * the rows is bounded by the longest of them.
 */
final class JavaDigests {
    private final RowDigester rows;
    private final RowDigester keys;
    private final int[] key;
    private final Framing[] framing;
    private final boolean[] asOctets;
    private final boolean[] meant;
    private final byte[][] values;
    private final Map<Integer, Digest> digests = new TreeMap<>();

    private JavaDigests(RowSet set, RowHash hash, boolean[] meant, ResultSetMetaData answer) throws SQLException {
        this.meant = meant;
        List<LogicalType> types =
                set.columns().stream().map(CanonicalColumn::as).toList();
        List<String> names =
                set.columns().stream().map(column -> column.column().name()).toList();
        this.key = (set.key().isEmpty() ? names : set.key())
                .stream().mapToInt(names::indexOf).toArray();
        List<LogicalType> keyTypes = new ArrayList<>();
        for (int column : key) {
            keyTypes.add(types.get(column));
        }
        this.rows = new RowDigester(hash, types);
        this.keys = new RowDigester(RowHash.MD5_60, keyTypes);
        this.framing = types.stream().map(LogicalType::framing).toArray(Framing[]::new);
        this.values = new byte[framing.length][];
        this.asOctets = new boolean[framing.length];
        for (int i = 0; i < asOctets.length; i++) {
            asOctets[i] = framing[i] == Framing.HASH || isText(answer.getColumnType(i + 1));
        }
    }

    /** Digests by bucket of what {@link dev.sterna.dialect.rows.DigestSql#canonicalRows} answers; all in bucket 0 of 1. */
    static Map<Integer, Digest> of(ResultSet answer, RowSet set, DigestQueries side, int buckets) throws SQLException {
        return of(answer, set, side, new boolean[set.columns().size()], buckets);
    }

    /** @param meant of which columns JSON counts by what it means */
    static Map<Integer, Digest> of(ResultSet answer, RowSet set, DigestQueries side, boolean[] meant, int buckets)
            throws SQLException {
        JavaDigests digests = new JavaDigests(set, side.hash(), meant, answer.getMetaData());
        long count = 0;
        while (answer.next()) {
            count++;
            if (!digests.read(answer)) {
                throw side.unhashed(set, count, count - 1);
            }
            digests.add(buckets);
        }
        return digests.digests;
    }

    /** False when the server left out a value that is there. */
    private boolean read(ResultSet answer) throws SQLException {
        int large = 0;
        for (int i = 0; i < values.length; i++) {
            if (asOctets[i]) {
                values[i] = answer.getBytes(i + 1);
            } else {
                String text = answer.getString(i + 1);
                values[i] = text == null ? null : text.getBytes(StandardCharsets.UTF_8);
            }
            if (meant[i] && values[i] != null) {
                values[i] = JsonMeaning.plain(new String(values[i], StandardCharsets.UTF_8))
                        .getBytes(StandardCharsets.UTF_8);
            }
            large += values[i] != null && framing[i] != Framing.PLAIN ? 1 : 0;
        }
        return large == answer.getInt(values.length + 1);
    }

    private void add(int buckets) {
        int bucket = 0;
        if (buckets > 1) {
            for (int column : key) {
                add(keys, values[column]);
            }
            bucket = (int) (keys.endRow() % buckets);
        }
        for (byte[] value : values) {
            add(rows, value);
        }
        Digest one = new Digest(1, BigInteger.valueOf(rows.endRow()));
        digests.merge(bucket, one, Digest::plus);
    }

    private static void add(RowDigester digester, byte[] value) {
        if (value == null) {
            digester.addNull();
        } else {
            digester.addOctets(value, 0, value.length);
        }
    }

    /** Some drivers give octets of text only; other values they give as strings. */
    private static boolean isText(int jdbcType) {
        return switch (jdbcType) {
            case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.NCHAR, Types.NVARCHAR, Types.LONGNVARCHAR -> true;
            default -> false;
        };
    }
}
