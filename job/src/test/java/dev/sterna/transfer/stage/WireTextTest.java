package dev.sterna.transfer.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.dialect.rows.OddDates;
import dev.sterna.dialect.rows.OddNumbers;
import dev.sterna.dialect.rows.TemporalText;
import dev.sterna.testing.Tries;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireTextTest {
    private static final int TRIES = 2000;
    private static final DateTimeFormatter SPACED = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
            .toFormatter();

    @Test
    void everyDayReadsBack() {
        Tries.of(TRIES, random -> {
            long day = Tries.between(-719162L, 2932896L, random);
            byte[] text = framed(LocalDate.ofEpochDay(day).toString());
            assertThat(WireText.days(text, 1, text.length - 2)).isEqualTo((int) day);
        });
    }

    @Test
    void everyMicrosecondReadsBack() {
        Tries.of(TRIES, random -> {
            long micros = Tries.between(-62135596800000000L, 253402300799999999L, random);
            LocalDateTime time = LocalDateTime.ofEpochSecond(
                    Math.floorDiv(micros, 1_000_000L), (int) Math.floorMod(micros, 1_000_000L) * 1000, ZoneOffset.UTC);
            byte[] text = framed(SPACED.format(time));
            assertThat(WireText.micros(text, 1, text.length - 2)).isEqualTo(micros);
        });
    }

    @Test
    void everyShortDecimalReadsBack() {
        Tries.of(TRIES, random -> {
            long unscaled = Tries.between(-999999999999999999L, 999999999999999999L, random);
            int scale = Tries.between(0, 18, random);
            byte[] text = framed(BigDecimal.valueOf(unscaled, scale).toPlainString());
            assertThat(WireText.unscaledLong(text, 1, text.length - 2, scale)).isEqualTo(unscaled);
        });
    }

    @Test
    void everyLongDecimalReadsBack() {
        Tries.of(TRIES, random -> {
            int scale = Tries.between(0, 38, random);
            BigInteger unscaled = Tries.digits(38, random);
            byte[] text = framed(new BigDecimal(unscaled, scale).toPlainString());
            byte[] into = new byte[16];
            WireText.unscaledBig(text, 1, text.length - 2, scale, into);
            assertThat(new BigInteger(into)).isEqualTo(unscaled);
        });
    }

    @Test
    void yearsBeforeChristCountDownwards() {
        byte[] text = "0044-03-15 BC".getBytes(StandardCharsets.US_ASCII);
        assertThat(WireText.days(text, 0, text.length))
                .isEqualTo((int) LocalDate.of(-43, 3, 15).toEpochDay());
        byte[] time = "0001-12-31 23:59:59.5 BC".getBytes(StandardCharsets.US_ASCII);
        assertThat(WireText.micros(time, 0, time.length))
                .isEqualTo(ChronoUnit.MICROS.between(
                        LocalDateTime.of(1970, 1, 1, 0, 0), LocalDateTime.of(0, 12, 31, 23, 59, 59, 500_000_000)));
    }

    /** A date that is no day must not become one: 2023-02-30 would be the 2nd of March. */
    @ParameterizedTest
    @ValueSource(strings = {"0000-00-00", "0000-01-01", "2020-00-10", "2023-02-29", "1900-02-29", "2020-04-31"})
    void whatIsNoDayKeepsItsText(String text) {
        byte[] date = text.getBytes(StandardCharsets.US_ASCII);
        int days = WireText.days(date, 0, date.length);
        assertThat(OddDates.isNoDay(days)).isTrue();
        assertThat(TemporalText.date(days)).isEqualTo(text);
        byte[] time = (text + " 23:59:59.999999").getBytes(StandardCharsets.US_ASCII);
        long micros = WireText.micros(time, 0, time.length);
        assertThat(OddDates.isTimeOfNoDay(micros)).isTrue();
        assertThat(TemporalText.timestamp(micros)).isEqualTo(text + " 23:59:59.999999");
    }

    @ParameterizedTest
    @ValueSource(strings = {"infinity", "-infinity"})
    void infinityStaysInfinite(String text) {
        byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
        assertThat(TemporalText.date(WireText.days(octets, 0, octets.length))).isEqualTo(text);
        assertThat(TemporalText.timestamp(WireText.micros(octets, 0, octets.length)))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2020-13-01", "2020-01-32", "2020-1-1", "", "2020-01-01x", "infinityy"})
    void whatIsNoDateIsRefused(String text) {
        byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> WireText.days(octets, 0, octets.length))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not a date");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2020-01-32 00:00:00", "2020-01-01", "2020-01-01 00:00", "2020-01-01 00:00:00.1234567"})
    void whatIsNoTimeIsRefused(String text) {
        byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> WireText.micros(octets, 0, octets.length))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaNa", "1.5", "1.555", "1e2", "", "-", "1..5", "1234567890123456789.00"})
    void whatIsNoDecimalOfTheScaleIsRefused(String text) {
        byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> WireText.unscaledLong(octets, 0, octets.length, 2))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "294247-01-10 04:00:54.775807",
                "294247-01-10 04:00:54.775808",
                "294276-12-31 23:59:59.999999",
                "0001-12-31 23:59:59.999999 BC"
            })
    void aTimeBeyondALongKeepsItsText(String text) {
        byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
        long micros = WireText.micros(octets, 0, octets.length);
        assertThat(TemporalText.timestamp(micros)).isEqualTo(text);
    }

    @Test
    void aNumberThatIsNoneIsLessThanAll() {
        byte[] text = "NaN".getBytes(StandardCharsets.US_ASCII);
        assertThat(WireText.unscaledLong(text, 0, 3, 2)).isEqualTo(OddNumbers.NAN);
        byte[] into = new byte[16];
        WireText.unscaledBig(text, 0, 3, 2, into);
        assertThat(new BigInteger(into)).isEqualTo(OddNumbers.WIDE_NAN);
    }

    private static byte[] framed(String text) {
        return ("x" + text + "x").getBytes(StandardCharsets.US_ASCII);
    }
}
