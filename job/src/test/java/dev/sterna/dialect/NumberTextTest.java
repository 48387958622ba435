package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

final class NumberTextTest {
    private final byte[] to = new byte[NumberText.MAX_OCTETS + 1];

    @Property
    void integersAreWrittenAsJavaDoes(@ForAll long value) {
        assertThat(text(NumberText.integer(value, to, 1))).isEqualTo(Long.toString(value));
    }

    @Property
    void decimalsKeepTheirScale(
            @ForAll @LongRange(min = -999_999_999_999_999_999L, max = 999_999_999_999_999_999L) long unscaled,
            @ForAll @IntRange(min = 0, max = 18) int scale) {
        assertThat(text(NumberText.decimal(unscaled, scale, to, 1)))
                .isEqualTo(BigDecimal.valueOf(unscaled, scale).toPlainString());
    }

    @Property
    void doublesOfAnyBitsReadBackToThem(@ForAll long bits) {
        assertReadsBack(Double.longBitsToDouble(bits));
    }

    @Property
    void doublesOfFewDigitsReadBackToTheirBits(
            @ForAll @LongRange(min = -999_999_999_999_999L, max = 999_999_999_999_999L) long unscaled,
            @ForAll @IntRange(min = -20, max = 25) int scale) {
        assertReadsBack(BigDecimal.valueOf(unscaled, scale).doubleValue());
    }

    @Example
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
