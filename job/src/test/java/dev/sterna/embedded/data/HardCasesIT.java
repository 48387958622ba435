package dev.sterna.embedded.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.embedded.Engine;
import dev.sterna.testing.Databases;
import dev.sterna.testing.TestDatabase;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HardCasesIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @ParameterizedTest
    @EnumSource
    void everyValueArrivesAsItWasMeant(Engine engine) throws SQLException {
        TestDatabase database = DATABASES.create(engine);
        List<LoadedTable> loaded = HardCases.load(database);

        assertThat(loaded).extracting(LoadedTable::name).isEqualTo(HardCases.tableNames(engine));
        Vocabulary vocabulary = new Vocabulary(engine);
        for (LoadedTable table : loaded) {
            assertThat(database.queryValue("SELECT count(*) FROM " + vocabulary.quoted(table.name())))
                    .as(table.name())
                    .isEqualTo(Long.toString(table.rows()));
        }
        for (HardTable table : HardValues.tables()) {
            if (table.engines().contains(engine)) {
                assertSameValues(database, table);
            }
        }
        assertThat(database.query("SELECT name FROM exact_string_keys ORDER BY position"))
                .isEqualTo(table(HardKeys.tables(), "exact_string_keys")
                        .rows()
                        .apply(engine)
                        .map(row -> List.of(row[0].toString()))
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void shapesAreWhatTheyClaim(Engine engine) throws SQLException {
        TestDatabase database = DATABASES.create(engine);
        HardCases.load(database);
        assertThat(database.query("SELECT count(*), max(id) - min(id) > 9900000,"
                        + " sum(CASE WHEN id >= 5000000 AND id < 5100000 THEN 1 ELSE 0 END) FROM skewed_keys"))
                .containsExactly(List.of("20000", engine == Engine.POSTGRESQL ? "t" : "1", "18000"));
        assertThat(database.query("SELECT count(*), count(code), count(DISTINCT code) FROM nullable_unique"))
                .containsExactly(List.of("1000", "600", "600"));
        assertThat(
                        database.query(
                                "SELECT count(*) FROM (SELECT a, b, c, count(*) AS n FROM no_key GROUP BY a, b, c) g WHERE n = 300"))
                .containsExactly(List.of("10"));
    }

    private static HardTable table(List<HardTable> tables, String name) {
        return tables.stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void assertSameValues(TestDatabase database, HardTable table) throws SQLException {
        Iterator<Object[]> expected = table.rows().apply(database.engine()).iterator();
        // MariaDB and MySQL write six digits of a float as text, so it is read as the double that it equals.
        String columns = table.name().equals("doubles") && database.engine() != Engine.POSTGRESQL
                ? "id, d, CAST(f AS double)"
                : "*";
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            if (database.engine() == Engine.POSTGRESQL) {
                statement.execute("SET TIME ZONE 'UTC'");
            } else {
                statement.execute("SET time_zone = '+00:00'");
            }
            try (ResultSet rows =
                    statement.executeQuery("SELECT " + columns + " FROM " + table.name() + " ORDER BY id")) {
                while (rows.next()) {
                    Object[] row = expected.next();
                    for (int column = 0; column < row.length; column++) {
                        String as = table.name() + " row " + row[0] + " column "
                                + rows.getMetaData().getColumnName(column + 1);
                        if (row[column] instanceof byte[] bytes) {
                            assertThat(HexFormat.of().formatHex(rows.getBytes(column + 1)))
                                    .as(as)
                                    .isEqualTo(HexFormat.of().formatHex(bytes));
                        } else {
                            assertSameValue(as, table, (String) row[column], rows.getString(column + 1));
                        }
                    }
                }
            }
        }
        assertThat(expected.hasNext()).isFalse();
    }

    private static void assertSameValue(String as, HardTable table, String expected, String actual) {
        if (expected == null || actual == null) {
            assertThat(actual).as(as).isEqualTo(expected);
            return;
        }
        switch (table.name()) {
            case "decimals" -> assertThat(new BigDecimal(actual)).as(as).isEqualByComparingTo(new BigDecimal(expected));
            case "doubles" -> {
                boolean single = !as.endsWith(" d");
                assertThat(bits(actual, single)).as(as).isEqualTo(bits(expected, single));
            }
            case "dates" -> assertThat(moment(actual)).as(as).isEqualTo(moment(expected));
            default ->
                assertThat(as.endsWith(" fixed") ? actual.replaceFirst(" +\\z", "") : actual)
                        .as(as)
                        .isEqualTo(expected);
        }
    }

    private static long bits(String number, boolean single) {
        return single
                ? Float.floatToIntBits(Float.parseFloat(number))
                : Double.doubleToLongBits(Double.parseDouble(number));
    }

    /** Without a time zone of UTC, and without zeros at the end of the fraction. */
    private static String moment(String text) {
        String plain = text.replaceFirst("\\+00$", "");
        return plain.contains(".") ? plain.replaceFirst("\\.?0+$", "") : plain;
    }
}
