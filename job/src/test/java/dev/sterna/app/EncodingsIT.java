package dev.sterna.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sterna.embedded.Engine;
import dev.sterna.testing.Databases;
import dev.sterna.testing.EveryPair;
import dev.sterna.testing.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Text arrives and is proven whatever the encoding that it lies in, and whatever defaults sessions begin with. */
class EncodingsIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    /** Encoding and a text that it has; each is one column. */
    private static final String[][] CHARSETS = {
        {"latin1", "Größe \u20ac"},
        {"latin2", "Łódź"},
        {"cp1251", "Привет"},
        {"koi8r", "Привет"},
        {"sjis", "日本語ｱ"},
        {"utf16", "中😀"},
        {"ucs2", "中文"},
        {"utf32", "😀"},
        {"utf8mb3", "中文"},
        {"ascii", "plain"},
        {"utf8mb4 COLLATE utf8mb4_bin", "e\u0301 A a"},
    };

    /** What sessions show each in its own way. */
    private static final String[] SHOWN = {
        "CREATE TABLE shown (id int PRIMARY KEY, d date, i interval, f float8, g real, b bytea, s timestamptz, m money,"
                + " o float8[])",
        "INSERT INTO shown VALUES (1, '2024-03-04', '1 year -2 days 03:04:05.6', 0.1, 0.1, '\\x00275c',"
                + " '2024-03-31 01:30:00+00', 1234.5, '{0.1,1e-300}')",
    };

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"LATIN1,POSTGRESQL", "LATIN1,MARIADB", "SQL_ASCII,POSTGRESQL", "SQL_ASCII,MARIADB"})
    void fromPostgresDatabasesOfOtherEncodings(String encoding, Engine to) {
        TestDatabase source = DATABASES.create(
                Engine.POSTGRESQL,
                "ENCODING '" + encoding + "' TEMPLATE template0 LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE 'C'");
        source.execute(
                "CREATE TABLE word (id int PRIMARY KEY, t text NOT NULL, v varchar(9000), c char(9), a text[])",
                // 5,000 letters are 5,000 octets here and 10,000 in UTF-8: inline on one side, hashed on the other
                "INSERT INTO word VALUES (1, 'Größe', 'é', 'ü', '{ä,\"b,c\"}'), (2, '', NULL, '', '{}'),"
                        + " (3, repeat('ü', 5000), repeat('ß', 4097), 'ää', NULL), (4, repeat('x', 8192), '', NULL, NULL)",
                "CREATE TABLE keyed (k varchar(20) PRIMARY KEY, v text)",
                "INSERT INTO keyed SELECT 'schlüssel ' || i, 'é' || i FROM generate_series(1, 50) i");
        TestDatabase target = DATABASES.create(to);

        proven(new Migration(directory, source, target));

        String hex = target.sql().hexOfText("t");
        assertThat(target.queryValue("SELECT " + hex + " FROM word WHERE id = 1"))
                .isEqualTo("4772c3b6c39f65");
        assertThat(target.queryValue("SELECT " + hex + " FROM word WHERE id = 3"))
                .isEqualTo("c3bc".repeat(5000));
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void fromMariaDbColumnsOfOtherCharacterSets(Engine to) {
        TestDatabase source = DATABASES.create(Engine.MARIADB);
        StringBuilder columns = new StringBuilder("id int PRIMARY KEY");
        StringBuilder values = new StringBuilder("1");
        for (int i = 0; i < CHARSETS.length; i++) {
            columns.append(", c")
                    .append(i)
                    .append(" varchar(2000) CHARACTER SET ")
                    .append(CHARSETS[i][0]);
            values.append(", '").append(CHARSETS[i][1]).append("'");
        }
        source.execute(
                "CREATE TABLE word (" + columns + ", o varbinary(20), e enum('ä','ß') CHARACTER SET latin1,"
                        + " l longtext CHARACTER SET latin1, k char(5) CHARACTER SET sjis)",
                "INSERT INTO word VALUES (" + values + ", x'00ff80', 'ß', REPEAT('ü', 5000), 'ｱ')",
                "CREATE TABLE keyed (k varchar(20) CHARACTER SET cp1251 PRIMARY KEY, v text CHARACTER SET utf16)",
                "INSERT INTO keyed VALUES ('ключ', 'é'), ('', ''), ('a', NULL)");
        TestDatabase target = DATABASES.create(to);

        proven(new Migration(directory, source, target));

        for (int i = 0; i < CHARSETS.length; i++) {
            assertThat(target.queryValue("SELECT c" + i + " FROM word"))
                    .as(CHARSETS[i][0])
                    .isEqualTo(CHARSETS[i][1]);
        }
        assertThat(target.query("SELECT v FROM keyed WHERE k = 'ключ'")).isEqualTo(List.of(List.of("é")));
    }

    @EveryPair(crossing = true)
    void underOddDefaultsOfSessions(Engine from, Engine to) {
        TestDatabase source = DATABASES.create(from);
        TestDatabase target = DATABASES.create(to);
        TestDatabase maria = from == Engine.POSTGRESQL ? target : source;
        TestDatabase postgres = from == Engine.POSTGRESQL ? source : target;
        Random random = new Random(4);
        for (int i = 0; i < 6; i++) {
            source.execute(
                    RandomTable.of("t" + i, from, 60, random).statements().toArray(String[]::new));
        }
        if (from == Engine.POSTGRESQL) {
            source.execute(SHOWN);
        }
        Migration migration = new Migration(directory, source, target);
        String[] names = {"sql_mode", "time_zone", "character_set_server", "collation_server", "div_precision_increment"
        };
        List<String> before = java.util.Arrays.stream(names)
                .map(name -> maria.queryValue("SELECT @@GLOBAL." + name))
                .toList();
        String role = "ALTER DATABASE " + postgres.name() + " SET ";
        postgres.execute(
                role + "DateStyle = 'German, DMY'",
                role + "IntervalStyle = 'sql_standard'",
                role + "extra_float_digits = -10",
                role + "bytea_output = 'escape'",
                role + "TimeZone = 'America/St_Johns'",
                role + "standard_conforming_strings = off",
                role + "search_path = public, pg_catalog");
        try {
            maria.executeAsAdministrator(
                    "SET GLOBAL sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT,PAD_CHAR_TO_FULL_LENGTH'",
                    "SET GLOBAL time_zone = '+05:45'",
                    "SET GLOBAL character_set_server = latin1",
                    "SET GLOBAL collation_server = latin1_german2_ci",
                    "SET GLOBAL div_precision_increment = 1");
            proven(migration);
        } finally {
            for (int i = 0; i < names.length; i++) {
                String value = before.get(i);
                maria.executeAsAdministrator(
                        "SET GLOBAL " + names[i] + " = " + (value.matches("\\d+") ? value : "'" + value + "'"));
            }
        }
        postgres.execute("ALTER DATABASE " + postgres.name() + " RESET ALL");
        // What was staged and hashed under odd defaults is the same under common ones.
        compared(migration);
    }

    /** What a role is given stands above what its database is given. */
    @Test
    void underOddDefaultsOfRoles() {
        TestDatabase source = DATABASES.create(Engine.POSTGRESQL);
        TestDatabase target = DATABASES.create(Engine.POSTGRESQL);
        source.execute(SHOWN);
        source.execute(
                "INSERT INTO shown VALUES (2, '0044-03-15 BC', '-1 mon +1 day -00:00:00.000001', 1e22, 'Infinity',"
                        + " '', '0001-01-01 00:00:00+00 BC', '-92233720368547758.08', '{}'), (3, 'infinity', '178000000 years',"
                        + " '-0', 1.4e-45, '\\xff', '-infinity', 0, '{NaN,-0}')");
        String shown = "SELECT t::text FROM shown t ORDER BY id";
        List<List<String>> before = source.query(shown);
        Migration migration = new Migration(directory, source, target);
        // Money is shown as one of the machine's locales does, if it has any.
        String locale = source.queryValue("SELECT coalesce(max(collcollate), 'POSIX') FROM pg_collation"
                + " WHERE collprovider = 'c' AND collcollate LIKE '%\\_%'");
        odd(source, "SQL, DMY", "postgres_verbose", "-15", "escape", "Asia/Kathmandu", locale);
        odd(target, "German", "iso_8601", "0", "hex", "America/St_Johns", "C");

        proven(migration);

        for (TestDatabase one : List.of(source, target)) {
            one.executeAsAdministrator("ALTER ROLE \"" + one.user() + "\" IN DATABASE " + one.name() + " RESET ALL");
        }
        assertThat(target.query(shown)).isEqualTo(before);
        compared(migration);
    }

    private static void odd(TestDatabase database, String... values) {
        String[] names = {"DateStyle", "IntervalStyle", "extra_float_digits", "bytea_output", "TimeZone", "lc_monetary"
        };
        for (int i = 0; i < names.length; i++) {
            database.executeAsAdministrator("ALTER ROLE \"" + database.user() + "\" IN DATABASE " + database.name()
                    + " SET " + names[i] + " = '" + values[i] + "'");
        }
        assertThat(database.queryValue("SHOW IntervalStyle")).isEqualTo(values[1]);
    }

    private static void proven(Migration migration) {
        JsonNode run = migration.give("run", "--execute");
        assertThat(run.get("exitCode").asInt()).as(run.toPrettyString()).isZero();
        compared(migration);
    }

    private static void compared(Migration migration) {
        JsonNode diff = migration.give("diff", "--backup");
        assertThat(diff.get("exitCode").asInt()).as(diff.toPrettyString()).isZero();
    }
}
