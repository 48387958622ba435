package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.dialect.rows.NumberText;
import dev.sterna.testing.Tries;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class NumberTextTest {
    private static final int TRIES = 1000;

    private final byte[] to = new byte[NumberText.MAX_OCTETS + 1];

    @Test
    void integersAreWrittenAsJavaDoes() {
        Tries.of(TRIES, random -> {
            long value = Tries.any(random);
            assertThat(text(NumberText.integer(value, to, 1))).isEqualTo(Long.toString(value));
        });
    }

    @Test
    void decimalsKeepTheirScale() {
        Tries.of(TRIES, random -> {
            long unscaled = Tries.between(-999_999_999_999_999_999L, 999_999_999_999_999_999L, random);
            int scale = Tries.between(0, 18, random);
            assertThat(text(NumberText.decimal(unscaled, scale, to, 1)))
                    .isEqualTo(BigDecimal.valueOf(unscaled, scale).toPlainString());
        });
    }

    @Test
    void doublesOfAnyBitsReadBackToThem() {
        Tries.of(TRIES, random -> assertReadsBack(Double.longBitsToDouble(Tries.any(random))));
        Tries.of(TRIES, random -> assertReadsBack(Double.longBitsToDouble(random.nextLong())));
    }

    @Test
    void doublesOfFewDigitsReadBackToTheirBits() {
        Tries.of(TRIES, random -> {
            long unscaled = Tries.between(-999_999_999_999_999L, 999_999_999_999_999L, random);
            int scale = Tries.between(-20, 25, random);
            assertReadsBack(BigDecimal.valueOf(unscaled, scale).doubleValue());
        });
    }

    @Test
    void theEndsOfTheRangesFit() {
        assertThat(text(NumberText.integer(Long.MIN_VALUE, to, 1))).isEqualTo("-9223372036854775808");
        assertThat(text(NumberText.real(-0.0, to, 1))).isEqualTo("-0");
        for (double value : new double[] {
            -Double.MIN_VALUE,
            -Double.MIN_NORMAL,
            -Double.MAX_VALUE,
            0x1p53,
            0.1,
            1e15,
            Double.NaN,
            Double.NEGATIVE_INFINITY
        }) {
            assertReadsBack(value);
        }
    }

    private void assertReadsBack(double value) {
        String text = text(NumberText.real(value, to, 1));
        assertThat(Double.doubleToLongBits(Double.parseDouble(text)))
                .as(text)
                .isEqualTo(Double.doubleToLongBits(value));
    }

    private String text(int end) {
        return new String(to, 1, end - 1, StandardCharsets.US_ASCII);
    }
}
