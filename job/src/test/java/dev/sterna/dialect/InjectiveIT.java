package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.dialect.rows.RowSet;
import dev.sterna.dialect.rows.ValueConversions;
import dev.sterna.digest.RowHash;
import dev.sterna.embedded.Engine;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Slice;
import dev.sterna.model.Table;
import dev.sterna.testing.Databases;
import dev.sterna.testing.Tries;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The databases themselves give no two rows one text, whatever stands side by side in them. */
class InjectiveIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    private static final String[] PIECES = {",", ":", "#", "0", "1", "2", "a", "A", " ", "\\", "'", "\n", "é"};

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "POSTGRESQL"})
    void adjacentTextsDoNotRunIntoEachOther(Engine engine) {
        Tries.of(1, random -> runsApart(engine, random));
    }

    private static void runsApart(Engine engine, Random random) throws SQLException {
        try (Fixture fixture = new Fixture(DATABASES.create(engine))) {
            Table table = fixture.create("pair", "CREATE TABLE %s (a varchar(20), b text, c varchar(9000))");
            LogicalType text = new LogicalType.Text(0);
            List<ListedRow> rows = new ArrayList<>();
            List<List<String>> values = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                List<String> row = Arrays.asList(value(random, 0), value(random, 20), value(random, 20));
                values.add(row);
                rows.add(ListedRow.of(List.of(text, text, text), row));
            }
            fixture.load(table, rows);
            Map<Long, List<String>> byHash = new HashMap<>();
            RowSet all = fixture.rows(table, List.of(), ValueConversions.NONE);
            try (Statement statement = fixture.source.createStatement();
                    ResultSet hashed = statement.executeQuery(
                            fixture.dialect.digests().hashedRows(all.withSlice(new Slice.Whole()), RowHash.MD5_60))) {
                while (hashed.next()) {
                    List<String> row = Arrays.asList(hashed.getString(3), hashed.getString(4), hashed.getString(5));
                    List<String> before = byHash.put(hashed.getLong(2), row);
                    assertThat(before == null || before.equals(row))
                            .as("%s and %s", before, row)
                            .isTrue();
                }
            }
            assertThat(byHash).hasSize((int) values.stream().distinct().count());
        }
    }

    private static String value(Random random, int longer) {
        if (random.nextInt(4) == 0) {
            return null;
        }
        if (longer > 0 && random.nextInt(longer) == 0) {
            return "x".repeat(LogicalType.Framing.INLINE_OCTETS - 1 + random.nextInt(3));
        }
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}
