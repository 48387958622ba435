package dev.sterna.dialect.mysql.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MySqlErrorsTest {

    @ParameterizedTest
    @CsvSource({
        "1020, HY000, true",
        "1040, 08004, true",
        "1053, 08S01, true",
        "1062, 23000, false",
        "1146, 42S02, false",
        "1153, 08S01, false",
        "1205, HY000, true",
        "1213, 40001, true",
        "1317, 70100, true",
        "1406, 22001, false",
        "1412, HY000, true",
        "1927, 70100, true",
        "3168, HY000, true",
        "3169, HY000, true",
        "4031, HY000, true",
        "0, 08000, true",
        "0, , false",
    })
    void whatMayPass(int code, String state, boolean passes) {
        assertThat(MySqlErrors.isTransient(new SQLException("as the server says", state, code)))
                .isEqualTo(passes);
    }

    @ParameterizedTest
    @CsvSource({
        "1044, 42000, true",
        "1046, 3D000, true",
        "1064, 42000, true",
        "1142, 42000, true",
        "1193, HY000, true",
        "1227, 42000, true",
        "1305, 42000, true",
        "1370, 42000, true",
        "1053, 08S01, false",
        "1205, HY000, false",
        "1317, 70100, false",
        "3024, HY000, false",
        "0, 08000, false",
        "0, , false",
    })
    void whatIsNotForThisUserOrVersion(int code, String state, boolean so) {
        assertThat(MySqlErrors.isUnknownOrForbidden(new SQLException("as the server says", state, code)))
                .isEqualTo(so);
    }
}
