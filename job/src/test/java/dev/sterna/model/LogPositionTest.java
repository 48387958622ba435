package dev.sterna.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogPositionTest {
    private static final String A = "3e11fa47-71ca-11e1-9e33-c80aa9429562";
    private static final String B = "4e11fa47-71ca-11e1-9e33-c80aa9429562";

    /** Earlier, later: the later one is after the earlier, and not the other way round. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "lsn:0/0|lsn:0/1",
                "lsn:0/FFFFFFFF|lsn:1/0",
                "lsn:7FFFFFFF/0|lsn:80000000/0",
                "file:binlog.000009:99999|file:binlog.000010:4",
                "file:a:b.999999:4|file:a:b.1000000:4",
                "file:binlog.000009:4|file:binlog.000009:5",
                "gtid-list:|gtid-list:0-1-1",
                "gtid-list:0-1-9|gtid-list:0-2-10",
                "gtid-list:0-1-9|gtid-list:0-1-9,1-1-1",
                "gtid-list:0-1-9223372036854775807|gtid-list:0-1-18446744073709551615",
                "gtid-set:|gtid-set:" + A + ":1",
                "gtid-set:" + A + ":1-3:7|gtid-set:" + A + ":1-7",
                "gtid-set:" + A + ":1-3|gtid-set:" + A + ":1-3," + B + ":1",
                "gtid-set:" + A + ":1-3|gtid-set:" + A + ":1-3:tag:1",
            })
    void later(String earlier, String later) {
        assertThat(LogPosition.of(later).isAtOrAfter(LogPosition.of(earlier))).isTrue();
        assertThat(LogPosition.of(earlier).isAtOrAfter(LogPosition.of(later))).isFalse();
        assertThat(LogPosition.of(later).isAtOrAfter(LogPosition.of(later))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "file:one.000001:4|file:other.000001:4",
                "gtid-list:0-1-9,1-1-1|gtid-list:0-1-10",
                "gtid-list:0-1-9|gtid-list:0-2-9",
                "gtid-list:0-1-9,1-1-2|gtid-list:0-2-9,1-1-1",
                "gtid-set:" + A + ":1-3|gtid-set:" + A + ":2-4",
                "gtid-set:" + A + ":1|gtid-set:" + B + ":1",
            })
    void unordered(String one, String other) {
        assertThat(LogPosition.of(one).isAtOrAfter(LogPosition.of(other))).isFalse();
        assertThat(LogPosition.of(other).isAtOrAfter(LogPosition.of(one))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lsn:16/B374D848",
                "file:mysql-bin.000042:1337",
                "gtid-list:",
                "gtid-list:0-1-42,7-1-3",
                "gtid-set:",
                "gtid-set:" + A + ":1-5:11," + A + ":tag:1-3," + B + ":7",
            })
    void textsAndJsonComeBack(String text) throws Exception {
        LogPosition position = LogPosition.of(text);
        assertThat(position.text()).isEqualTo(text);
        ObjectMapper json = new ObjectMapper();
        assertThat(json.writeValueAsString(position)).isEqualTo("\"" + text + "\"");
        assertThat(json.readValue(json.writeValueAsString(position), LogPosition.class))
                .isEqualTo(position);
    }

    /** As a server writes them: line breaks, capital letters, tags behind their source, intervals that touch. */
    @Test
    void setsAreNormal() {
        assertThat(GtidSet.parse(A.toUpperCase(java.util.Locale.ROOT) + ":1-3:4-5:9:Tag:2:1,\n" + B + ":7"))
                .isEqualTo(GtidSet.parse(A + ":1-5:9," + A + ":tag:1-2," + B + ":7"))
                .hasToString(A + ":1-5:9," + A + ":tag:1-2," + B + ":7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0/1",
                "lsn:",
                "lsn:1",
                "lsn:0/123456789",
                "file:binlog:4",
                "file:binlog.000001",
                "gtid-list:0-1",
                "gtid-list:0-1-1,0-2-2",
                "gtid-list:,",
                "gtid-set:x:1",
                "gtid-set:" + A + ":0",
                "gtid-set:" + A + ":3-1",
                "gtid-set:" + A + ":",
                "other:1"
            })
    void othersAreNone(String text) {
        assertThatThrownBy(() -> LogPosition.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Invalid");
    }

    @Test
    void kindsAreNotCompared() {
        assertThatThrownBy(() -> LogPosition.of("lsn:0/1").isAtOrAfter(LogPosition.of("gtid-list:0-1-1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot compare the log position gtid-list:0-1-1 with one of another kind");
    }
}
