package dev.sterna.dialect.postgres.rows;

import dev.sterna.dialect.rows.StagedRow;
import java.sql.SQLException;

/** Text, bytes, UUIDs and bit strings for COPY BINARY. */
final class BinaryTexts {
    private static final int UUID_OCTETS = 16;

    private BinaryTexts() {}

    static FieldEncoder text(String name) {
        return (row, column, out) -> {
            int octets = row.octets(column);
            out.putInt(octets);
            copyText(row, column, octets, name, out);
        };
    }

    static FieldEncoder jsonb(String name) {
        return (row, column, out) -> {
            int octets = row.octets(column);
            out.putInt(octets + 1);
            // The version of the binary form.
            out.putByte(1);
            copyText(row, column, octets, name, out);
        };
    }

    private static void copyText(StagedRow row, int column, int octets, String name, CopyBuffer out)
            throws SQLException {
        byte[] to = out.reserve(octets);
        int start = out.position();
        row.copyOctets(column, to, start);
        for (int i = start; i < start + octets; i++) {
            if (to[i] == 0) {
                throw FieldEncoder.nulCharacter(name);
            }
        }
        out.position(start + octets);
    }

    static FieldEncoder bytes() {
        return (row, column, out) -> {
            int octets = row.octets(column);
            out.putInt(octets);
            byte[] to = out.reserve(octets);
            row.copyOctets(column, to, out.position());
            out.position(out.position() + octets);
        };
    }

    /** Octets from their hexadecimal digits. */
    static FieldEncoder digits(String name) {
        return (row, column, out) -> {
            int digits = row.octets(column);
            out.putInt(digits / 2);
            int start = out.position();
            // Read where it is written: two digits in, one octet out.
            byte[] to = out.reserve(digits);
            row.copyOctets(column, to, start);
            for (int i = 0; i < digits; i += 2) {
                int high = Character.digit(to[start + i], 16);
                int low = i + 1 < digits ? Character.digit(to[start + i + 1], 16) : -1;
                if (high < 0 || low < 0) {
                    throw FieldEncoder.refused(name, "a value is not octets in hexadecimal digits");
                }
                to[start + i / 2] = (byte) (high << 4 | low);
            }
            out.position(start + digits / 2);
        };
    }

    static FieldEncoder uuidOctets(String name) {
        FieldEncoder bytes = bytes();
        return (row, column, out) -> {
            if (row.octets(column) != UUID_OCTETS) {
                throw FieldEncoder.refused(name, "a value has not the 16 octets of a UUID");
            }
            bytes.encode(row, column, out);
        };
    }

    /** From 32 hexadecimal digits, hyphens anywhere between them. */
    static FieldEncoder uuid(String name) {
        return (row, column, out) -> {
            int octets = row.octets(column);
            out.putInt(UUID_OCTETS);
            int start = out.position();
            // Read where it is written: two digits in, one octet out.
            byte[] to = out.reserve(Math.max(octets, UUID_OCTETS));
            row.copyOctets(column, to, start);
            int digits = 0;
            for (int i = start; i < start + octets; i++) {
                if (to[i] == '-') {
                    continue;
                }
                int digit = Character.digit(to[i], 16);
                if (digit < 0 || digits == 2 * UUID_OCTETS) {
                    throw notUuid(name);
                }
                int at = start + digits / 2;
                to[at] = (byte) (digits % 2 == 0 ? digit << 4 : to[at] | digit);
                digits++;
            }
            if (digits != 2 * UUID_OCTETS) {
                throw notUuid(name);
            }
            out.position(start + UUID_OCTETS);
        };
    }

    private static SQLException notUuid(String name) {
        return FieldEncoder.refused(name, "a value is not a UUID");
    }

    /** From zeros and ones. */
    static FieldEncoder bits(String name, int length) {
        int packed = (length + 7) / 8;
        return (row, column, out) -> {
            int octets = row.octets(column);
            if (octets != length) {
                throw FieldEncoder.refused(name, "a value has not the " + length + " bits of the column");
            }
            out.putInt(4 + packed);
            out.putInt(length);
            int start = out.position();
            byte[] to = out.reserve(octets);
            row.copyOctets(column, to, start);
            for (int i = 0; i < packed; i++) {
                int octet = 0;
                for (int bit = 0; bit < 8; bit++) {
                    int at = 8 * i + bit;
                    octet = octet << 1 | (at < octets && to[start + at] == '1' ? 1 : 0);
                }
                to[start + i] = (byte) octet;
            }
            out.position(start + packed);
        };
    }
}
