package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.error.Problem;
import dev.sterna.model.Side;
import dev.sterna.model.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every code that a failure of a database can end a command with, and that what is said about it can be done. */
class RemediesTest {
    /** Where a person would have to find out by himself. */
    private static final Pattern NONE = Pattern.compile(
            "(?i)appendix|look the code up|see the server's|error log for|what the message names to|check the server's version");

    private static final List<String> STATES = List.of(
            "08000", "08001", "08003", "08004", "08006", "08P01", "0A000", "21000", "22001", "22003", "22021", "22P02",
            "22P05", "23502", "23503", "23505", "23514", "23P01", "25006", "25P03", "26000", "28000", "28P01", "2BP01",
            "34000", "38000", "39004", "3D000", "3F000", "40001", "40P01", "42501", "42601", "42701", "42703", "42704",
            "42710", "42712", "42723", "42804", "42830", "42883", "42P01", "42P06", "42P07", "42P16", "42P17", "42P22",
            "44000", "53000", "53100", "53200", "53300", "53400", "54000", "54001", "54011", "54023", "55000", "55006",
            "55P03", "57014", "57P01", "57P02", "57P03", "57P05", "58000", "58030", "58P01", "F0000", "HV000", "HV00N",
            "P0001", "P0002", "XX000", "XX001", "XX002", "99999", "");

    @ParameterizedTest
    @CsvSource({"jdbc:postgresql:shop", "jdbc:mariadb://h/shop"})
    void everyCodeHasARemedy(String url) {
        Map<String, String> remedies = new TreeMap<>();
        for (Side side : Side.values()) {
            for (String state : STATES) {
                add(remedies, url, side, new SQLException("role \"a\" does not", state));
                add(remedies, url, side, new SQLException(null, state));
            }
            for (int number = 1; number < 6300; number++) {
                add(remedies, url, side, new SQLException("Access denied for user 'a'@'b'", "HY000", number));
            }
        }
        assertThat(remedies).hasSizeGreaterThan(25).allSatisfy((code, remedy) -> {
            assertThat(code).matches("[a-z]+(-[a-z]+)*");
            assertThat(remedy).as(code).hasSizeGreaterThan(20).doesNotContainPattern(NONE);
            assertThat(remedy).as(code).matches("(?s)[A-Z].*");
        });
    }

    private static void add(Map<String, String> remedies, String url, Side side, SQLException failure) {
        Problem problem = Dialects.forUrl(url, side)
                .explain(failure, side, "load", new TableName("shop", "orders"))
                .problems()
                .get(0);
        remedies.merge(problem.code(), problem.remedy(), (a, b) -> a.length() < b.length() ? a : b);
    }

    /** In the words of real servers. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "source | 08004 | The server requested password-based authentication, but no password was provided. | login-refused | sterna.source.password-file",
                "source | 08004 | The server requested SCRAM-based authentication, but the password is an empty string. | login-refused | SOURCE_PASSWORD",
                "target | 28000 | no pg_hba.conf entry for host \"10.1.2.3\", user \"u\", database \"d\", no encryption | login-refused | \"host d u 10.1.2.3/32 scram-sha-256\"",
                "target | 28000 | role \"u\" is not permitted to log in | login-refused | ALTER ROLE \"u\" LOGIN;",
                "target | 28000 | role \"u\" does not exist | login-refused | CREATE ROLE \"u\" LOGIN",
                "target | 42704 | role \"app\" does not exist | unknown-role | CREATE ROLE \"app\";",
                "target | 42704 | type \"hstore\" does not exist | unknown-type | CREATE EXTENSION",
                "target | 42704 | tablespace \"fast\" does not exist | unknown-type | CREATE TABLESPACE \"fast\"",
                "target | 0A000 | extension \"postgis\" is not available | not-supported | Install the package of the extension \"postgis\"",
                "target | 23514 | check constraint \"c\" of relation \"t\" is violated by some row | constraint | NOT VALID",
                "target | 23505 | could not create unique index \"u\" | duplicate-key | correct them at the source",
                "target | P0001 | no orders on Sundays | raised | DISABLE TRIGGER"
            })
    void postgresSays(String side, String state, String words, String code, String remedy) {
        assertRemedy("jdbc:postgresql:shop", side, new SQLException(words, state), code, remedy);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "source | 1044 | Access denied for user 'u'@'%' to database 'shop' | missing-privilege | GRANT SELECT, SHOW VIEW, TRIGGER, EVENT ON `shop`.* TO 'u'@'%'",
                "source | 1142 | SELECT command denied to user 'u'@'h' for table `shop`.`a` | missing-privilege | GRANT SELECT ON `shop`.* TO 'u'@'h'",
                "target | 1227 | Access denied; you need (at least one of) the SUPER privilege(s) for this operation | missing-privilege | GRANT SUPER ON *.* TO",
                "target | 1227 | Access denied; you need (at least one of) the SUPER or SYSTEM_VARIABLES_ADMIN privilege(s) | missing-privilege | GRANT SUPER ON *.*",
                "target | 1370 | execute command denied to user 'u'@'%' for routine 'shop.f' | missing-privilege | GRANT EXECUTE ON `shop`.* TO 'u'@'%'",
                "source | 1045 | Access denied for user 'u'@'h' (using password: NO) | access-denied | sterna.source.password-file",
                "source | 1045 | Access denied for user 'u'@'h' (using password: YES) | access-denied | ALTER USER 'u'@'h'",
                "target | 1419 | You do not have the SUPER privilege and binary logging is enabled | binary-log-forbids | log_bin_trust_function_creators = 1",
                "target | 1449 | The user specified as a definer ('a'@'%') does not exist | definer-missing | CREATE USER 'a'@'%'",
                "target | 4025 | CONSTRAINT `c` failed for `shop`.`t` | check-violated | correct",
                "target | 1005 | Can't create table `shop`.`t` (errno: 150 \"Foreign key constraint is incorrectly formed\") | foreign-key-refused | types.map"
            })
    void mariadbSays(String side, int number, String words, String code, String remedy) {
        assertRemedy("jdbc:mariadb://h/shop", side, new SQLException(words, "HY000", number), code, remedy);
    }

    private static void assertRemedy(String url, String label, SQLException failure, String code, String remedy) {
        Side side = Side.valueOf(label.toUpperCase(java.util.Locale.ROOT));
        Problem problem = Dialects.forUrl(url, side)
                .explain(failure, side, "load", null)
                .problems()
                .get(0);
        assertThat(problem.code()).as(problem.toString()).isEqualTo(code);
        assertThat(problem.remedy()).containsIgnoringCase(remedy);
    }

    /** The same of every other message: no remedy sends its reader away to find one. */
    @Test
    void noMessageLeavesItToTheReader() throws IOException {
        Path main = Path.of(System.getProperty("sterna.root", ".."), "job/src/main/java");
        try (Stream<Path> files = Files.walk(main)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContainPattern(NONE);
            }
        }
    }
}
