package dev.sterna.dialect.postgres.rows;

import dev.sterna.dialect.rows.BulkLoad.Incoming;
import dev.sterna.dialect.rows.NumberText;
import dev.sterna.dialect.rows.OddNumbers;
import dev.sterna.dialect.rows.StagedRow;
import dev.sterna.dialect.rows.TemporalText;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Staged;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;

/** Encoders for COPY TEXT: any value as a text that the server parses. */
final class TextFields {
    private static final byte[] HEX = "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private static final String NAN = "NaN";

    private TextFields() {}

    static FieldEncoder of(Incoming incoming) {
        String name = incoming.target().name();
        int scale = Staged.scale(incoming.type());
        return switch (Staged.of(incoming.type())) {
            case BOOL, INT, LONG ->
                (row, column, out) -> {
                    byte[] to = out.reserve(NumberText.MAX_OCTETS);
                    out.position(NumberText.integer(row.asLong(column), to, out.position()));
                };
            case FLOAT, DOUBLE ->
                (row, column, out) -> {
                    byte[] to = out.reserve(NumberText.MAX_OCTETS);
                    out.position(NumberText.real(row.asDouble(column), to, out.position()));
                };
            case DECIMAL_LONG ->
                (row, column, out) -> {
                    long unscaled = row.asLong(column);
                    if (unscaled == OddNumbers.NAN) {
                        out.putAscii(NAN);
                        return;
                    }
                    byte[] to = out.reserve(NumberText.MAX_OCTETS);
                    out.position(NumberText.decimal(unscaled, scale, to, out.position()));
                };
            case DECIMAL_BIG ->
                (row, column, out) -> {
                    BigInteger unscaled = row.asUnscaled(column);
                    out.putAscii(OddNumbers.isNan(unscaled) ? NAN : new BigDecimal(unscaled, scale).toPlainString());
                };
            case TEXT -> {
                boolean digits = incoming.target().type().kind() == LogicalType.Kind.BYTES;
                yield (row, column, out) -> {
                    if (digits) {
                        out.putAscii("\\\\x");
                    }
                    text(row, column, name, out);
                };
            }
            case BYTES -> TextFields::bytes;
            case DATE ->
                (row, column, out) -> {
                    byte[] to = out.reserve(TemporalText.MAX_OCTETS);
                    out.position(TemporalText.date(row.asLong(column), to, out.position()));
                };
            case TIMESTAMP -> TextFields::timestamp;
            // The session is in UTC; only a text says so.
            case INSTANT -> isText(incoming.target().type()) ? TextFields::zoned : TextFields::timestamp;
        };
    }

    private static void timestamp(StagedRow row, int column, CopyBuffer out) throws SQLException {
        byte[] to = out.reserve(TemporalText.MAX_OCTETS);
        out.position(TemporalText.timestamp(row.asLong(column), to, out.position()));
    }

    private static boolean isText(LogicalType type) {
        return type.kind() == LogicalType.Kind.TEXT || type.kind() == LogicalType.Kind.CHAR;
    }

    /** As PostgreSQL writes a time stamp with its zone in UTC. */
    private static void zoned(StagedRow row, int column, CopyBuffer out) throws SQLException {
        timestamp(row, column, out);
        byte[] text = out.reserve(3);
        int end = out.position();
        if (text[end - 1] == 'y') {
            return;
        }
        boolean beforeChrist = text[end - 1] == 'C';
        if (beforeChrist) {
            out.position(end - 3);
        }
        out.putAscii(beforeChrist ? "+00 BC" : "+00");
    }

    private static void text(StagedRow row, int column, String name, CopyBuffer out) throws SQLException {
        int octets = row.octets(column);
        int start = out.position();
        // Escaped at worst every octet becomes two; the text lies at the end of that room and moves forward.
        byte[] to = out.reserve(2 * octets);
        int from = start + octets;
        row.copyOctets(column, to, from);
        int at = start;
        for (int i = from; i < from + octets; i++) {
            byte octet = to[i];
            int letter = switch (octet) {
                case '\\' -> '\\';
                case '\n' -> 'n';
                case '\r' -> 'r';
                case '\t' -> 't';
                case 0 -> throw FieldEncoder.nulCharacter(name);
                default -> 0;
            };
            if (letter == 0) {
                to[at++] = octet;
            } else {
                to[at++] = '\\';
                to[at++] = (byte) letter;
            }
        }
        out.position(at);
    }

    private static void bytes(StagedRow row, int column, CopyBuffer out) throws SQLException {
        int octets = row.octets(column);
        int start = out.position();
        byte[] to = out.reserve(2 * octets + 3);
        to[start] = '\\';
        to[start + 1] = '\\';
        to[start + 2] = 'x';
        int at = start + 3;
        int from = at + octets;
        row.copyOctets(column, to, from);
        for (int i = from; i < from + octets; i++) {
            int octet = to[i];
            to[at++] = HEX[octet >> 4 & 15];
            to[at++] = HEX[octet & 15];
        }
        out.position(at);
    }
}
