package dev.sterna.dialect.postgres;

import dev.sterna.dialect.BulkLoad.Incoming;
import dev.sterna.dialect.StagedRow;
import dev.sterna.dialect.TemporalText;
import dev.sterna.model.Staged;
import java.math.BigDecimal;
import java.sql.SQLException;

/** Encoders for COPY TEXT: any value as a text that the server parses. */
final class TextFields {
    private static final byte[] HEX = "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private TextFields() {}

    static FieldEncoder of(Incoming incoming) {
        String name = incoming.target().name();
        int scale = Staged.scale(incoming.type());
        return switch (Staged.of(incoming.type())) {
            case BOOL, INT, LONG -> (row, column, out) -> out.putAscii(Long.toString(row.asLong(column)));
            case FLOAT, DOUBLE -> (row, column, out) -> out.putAscii(Double.toString(row.asDouble(column)));
            case DECIMAL_LONG ->
                (row, column, out) -> out.putAscii(
                        BigDecimal.valueOf(row.asLong(column), scale).toPlainString());
            case DECIMAL_BIG ->
                (row, column, out) -> out.putAscii(new BigDecimal(row.asUnscaled(column), scale).toPlainString());
            case TEXT -> (row, column, out) -> text(row, column, name, out);
            case BYTES -> TextFields::bytes;
            case DATE ->
                (row, column, out) -> {
                    byte[] to = out.reserve(TemporalText.MAX_OCTETS);
                    out.position(TemporalText.date(row.asLong(column), to, out.position()));
                };
            case TIMESTAMP -> TextFields::timestamp;
            case INSTANT ->
                (row, column, out) -> {
                    timestamp(row, column, out);
                    out.putAscii("+00");
                };
        };
    }

    private static void timestamp(StagedRow row, int column, CopyBuffer out) throws SQLException {
        byte[] to = out.reserve(TemporalText.MAX_OCTETS);
        out.position(TemporalText.timestamp(row.asLong(column), to, out.position()));
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
