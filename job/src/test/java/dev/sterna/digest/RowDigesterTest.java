package dev.sterna.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.model.Digest;
import dev.sterna.model.LogicalType;
import dev.sterna.testing.Tries;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RowDigesterTest {
    private static final LogicalType TEXT = new LogicalType.Text(0);
    private static final List<LogicalType> THREE_TEXTS = List.of(TEXT, TEXT, TEXT);

    @ParameterizedTest
    @EnumSource
    void differentRowsHaveDifferentHashes(RowHash hash) {
        Tries.of(5000, random -> {
            List<String> one = row(random);
            List<String> other = random.nextInt(20) == 0 ? new ArrayList<>(one) : row(random);
            assertThat(hash(one, hash) == hash(other, hash)).isEqualTo(one.equals(other));
        });
    }

    /** Short rows over the very characters that frame values, so that collisions by concatenation would be common. */
    private static List<String> row(Random random) {
        List<String> row = new ArrayList<>();
        for (int i = 0; i < THREE_TEXTS.size(); i++) {
            row.add(random.nextInt(10) < 3 ? null : framing(random));
        }
        return row;
    }

    private static String framing(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(",:#01x".charAt(random.nextInt(6)));
        }
        return text.toString();
    }

    /** Two rows of one random column list, the other one often the first with little changed. */
    @Test
    void noTwoRowsOfAnyColumnsShareATextOfTheirs() {
        Tries.of(5000, random -> {
            List<LogicalType> types = new ArrayList<>();
            for (int i = 1 + random.nextInt(6); i > 0; i--) {
                types.add(FRAMED.get(random.nextInt(FRAMED.size())));
            }
            List<byte[]> one = new ArrayList<>();
            types.forEach(type -> one.add(value(type, random)));
            List<byte[]> other = new ArrayList<>(one);
            int changed = random.nextInt(types.size());
            other.set(changed, value(types.get(changed), random));
            if (changed > 0 && types.get(changed).equals(types.get(changed - 1))) {
                // what was in one column stands in its neighbour
                other.set(changed - 1, one.get(changed));
            }
            boolean same = Arrays.deepEquals(one.toArray(), other.toArray());
            assertThat(octets(types, one) == octets(types, other)).isEqualTo(same);
        });
    }

    private static final List<LogicalType> FRAMED = List.of(
            TEXT,
            new LogicalType.Text(10),
            new LogicalType.Bytes(0),
            new LogicalType.Numeric(),
            new LogicalType.Char(5));

    /** Null, empty, made of what frames values, or as long as the greatest text that stands in a row as it is. */
    private static byte[] value(LogicalType type, Random random) {
        if (random.nextInt(4) == 0) {
            return null;
        }
        if (type.framing() == LogicalType.Framing.PLAIN) {
            return Integer.toString(random.nextInt(20)).getBytes(StandardCharsets.UTF_8);
        }
        if (random.nextInt(10) == 0) {
            byte[] large = new byte[LogicalType.Framing.INLINE_OCTETS - 1 + random.nextInt(3)];
            Arrays.fill(large, (byte) 'x');
            large[random.nextInt(large.length)] = (byte) (random.nextBoolean() ? ',' : 'y');
            return large;
        }
        byte[] text = new byte[random.nextInt(5)];
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) ",:#012\\\0\n".charAt(random.nextInt(9));
        }
        return text;
    }

    private static long octets(List<LogicalType> types, List<byte[]> row) {
        RowDigester digester = new RowDigester(RowHash.MD5_60, types);
        for (byte[] value : row) {
            if (value == null) {
                digester.addNull();
            } else {
                digester.addOctets(value, 0, value.length);
            }
        }
        return digester.endRow();
    }

    @Test
    void theOrderOfRowsDoesNotMatterAndDoubledRowsDo() {
        Tries.of(500, random -> {
            List<String> one = row(random);
            List<String> other = row(random);
            Digest forth = digest(RowHash.MD5_60, List.of(one, other));
            assertThat(digest(RowHash.MD5_60, List.of(other, one))).isEqualTo(forth);
            assertThat(digest(RowHash.MD5_60, List.of(one, other, other))).isNotEqualTo(forth);
        });
    }

    @ParameterizedTest
    @EnumSource
    void digestsOfPartsAddUp(RowHash hash) {
        Tries.of(200, random -> {
            List<List<String>> rows = new ArrayList<>();
            for (int i = Tries.between(0, 40, random); i > 0; i--) {
                rows.add(row(random));
            }
            int cut = rows.size() / 2;
            Digest parts = digest(hash, rows.subList(0, cut)).plus(digest(hash, rows.subList(cut, rows.size())));
            assertThat(parts).isEqualTo(digest(hash, rows));
            BigInteger sum = rows.stream()
                    .map(row -> BigInteger.valueOf(hash(row, hash)))
                    .reduce(BigInteger.ZERO, BigInteger::add);
            assertThat(parts.sum()).isEqualTo(sum);
        });
    }

    @Test
    void theCanonicalTextIsThatOfTheDialects() {
        List<LogicalType> types = List.of(
                new LogicalType.Int(64, false),
                new LogicalType.Int(32, false),
                TEXT,
                new LogicalType.Bytes(0),
                new LogicalType.Decimal(10, 2),
                new LogicalType.Real(64),
                new LogicalType.Real(64),
                new LogicalType.Text(10));
        RowDigester digester = new RowDigester(RowHash.MD5_60, types);
        digester.addLong(Long.MIN_VALUE);
        digester.addNull();
        digester.addOctets("äb".getBytes(StandardCharsets.UTF_8), 0, 3);
        digester.addOctets(new byte[] {1, 2, 3}, 0, 0);
        digester.addOctets("-1.50".getBytes(StandardCharsets.UTF_8), 0, 5);
        digester.addDouble(-4.5);
        digester.addDouble(Double.MIN_VALUE);
        digester.addOctets(new byte[0], 0, 0);
        String canonical =
                "-9223372036854775808,,3:äb,0#d41d8cd98f00b204e9800998ecf8427e,-1.50,2e-5066549580791808,-1022e1,0:,";
        byte[] octets = canonical.getBytes(StandardCharsets.UTF_8);
        assertThat(digester.endRow()).isEqualTo(new RowHasher(RowHash.MD5_60).hash(octets, 0, octets.length));
    }

    @Test
    void longTextStandsAsItsHashAndCannotBeMistakenForText() {
        String text = "x".repeat(LogicalType.Framing.INLINE_OCTETS + 1);
        String frame = text.length() + "#" + "y".repeat(32);
        assertThat(hash(Arrays.asList(text, null, null), RowHash.MD5_60))
                .isNotEqualTo(hash(Arrays.asList(frame, null, null), RowHash.MD5_60));
    }

    @Test
    void signsOfZeroDiffer() {
        List<LogicalType> real = List.of(new LogicalType.Real(64));
        RowDigester digester = new RowDigester(RowHash.MD5_60, real);
        digester.addDouble(0.0);
        long positive = digester.endRow();
        digester.addDouble(-0.0);
        assertThat(digester.endRow()).isNotEqualTo(positive);
    }

    @Test
    void aRowOfTheWrongWidthIsAFault() {
        RowDigester digester = new RowDigester(RowHash.MD5_60, THREE_TEXTS);
        digester.addNull();
        assertThatThrownBy(digester::endRow).hasMessage("Cannot hash a row of 1 values for 3 columns");
    }

    private static long hash(List<String> row, RowHash hash) {
        return add(new RowDigester(hash, THREE_TEXTS), row);
    }

    private static Digest digest(RowHash hash, List<List<String>> rows) {
        RowDigester digester = new RowDigester(hash, THREE_TEXTS);
        rows.forEach(row -> add(digester, row));
        return digester.digest();
    }

    private static long add(RowDigester digester, List<String> row) {
        for (String value : row) {
            if (value == null) {
                digester.addNull();
            } else {
                byte[] octets = value.getBytes(StandardCharsets.UTF_8);
                digester.addOctets(octets, 0, octets.length);
            }
        }
        return digester.endRow();
    }
}
