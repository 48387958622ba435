package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.dialect.TranslationCases.Case;
import dev.sterna.embedded.Engine;
import dev.sterna.model.schema.View;
import dev.sterna.sql.Untranslatable;
import dev.sterna.testing.Databases;
import dev.sterna.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Views of shops and film libraries, as the real catalogue of one engine shows them, made at a real server of the other:
 * it takes them, and they have the same columns and rows.
 */
class QueriesIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @Test
    void ofMariaDbInPostgres() throws SQLException {
        run(Engine.MARIADB, Engine.POSTGRESQL, "queries-mysql-postgres.txt");
    }

    @Test
    void ofMySqlInPostgres() throws SQLException {
        run(Engine.MYSQL, Engine.POSTGRESQL, "queries-mysql-postgres.txt");
    }

    @Test
    void ofPostgresInMariaDb() throws SQLException {
        run(Engine.POSTGRESQL, Engine.MARIADB, "queries-postgres-mysql.txt");
    }

    @Test
    void ofPostgresInMySql() throws SQLException {
        run(Engine.POSTGRESQL, Engine.MYSQL, "queries-postgres-mysql.txt");
    }

    private static void run(Engine from, Engine to, String resource) throws SQLException {
        List<String> wrong = new ArrayList<>();
        try (TranslationRig rig = new TranslationRig(DATABASES.create(from), DATABASES.create(to))) {
            boolean postgres = from == Engine.POSTGRESQL;
            rig.source.execute(script(postgres ? "shop-postgres.sql" : "shop-mysql.sql"));
            rig.source.execute(script("shop-rows.sql"));
            rig.copyTables(postgres ? Map.of() : Map.of("active", "boolean", "discontinued", "boolean"));
            List<Case> cases = TranslationCases.of(resource).cases();
            List<String> refused = new ArrayList<>();
            for (int i = 0; i < cases.size(); i++) {
                try (Connection connection = rig.source.connect();
                        Statement statement = connection.createStatement()) {
                    if (!postgres) {
                        // What old servers have by default, and old views rely on.
                        statement.execute("SET sql_mode = 'STRICT_TRANS_TABLES'");
                    }
                    statement.execute(
                            "CREATE VIEW x" + i + " AS " + cases.get(i).sql());
                    refused.add(null);
                } catch (SQLException failure) {
                    refused.add("-- source: " + flat(failure));
                }
            }
            Map<String, View> views = new HashMap<>();
            rig.read().views().forEach(view -> views.put(view.name().name(), view));
            for (int i = 0; i < cases.size(); i++) {
                String actual = refused.get(i) != null ? refused.get(i) : attempt(rig, views.get("x" + i), "x" + i);
                if (!cases.get(i).expected().contains(actual)) {
                    wrong.add(cases.get(i).kind() + "\n" + cases.get(i).sql() + "\n" + actual);
                }
            }
        }
        assertThat(String.join("\n\n", wrong)).isEmpty();
    }

    private static String attempt(TranslationRig rig, View view, String name) throws SQLException {
        try {
            String sql = rig.to.expressions().query(rig.from.expressions().query(view.sql(), rig));
            rig.target.execute("CREATE VIEW " + name + " AS " + sql);
            boolean sorted = sql.matches("(?s).* ORDER BY [^()]*");
            assertThat(rows(rig.target, name, sorted)).isEqualTo(rows(rig.source, name, sorted));
            return sql.replace("`" + rig.targetSchema + "`", "`shop`");
        } catch (Untranslatable reason) {
            return "! " + reason.getMessage();
        } catch (RuntimeException | AssertionError failure) {
            return "-- " + failure.getClass().getSimpleName() + ": " + flat(failure) + " "
                    + view.sql().replaceAll("\\s+", " ");
        }
    }

    private static String flat(Throwable failure) {
        return String.valueOf(failure.getMessage()).replaceAll("\\s*\\n\\s*", " ");
    }

    /** With the names of the columns before them. */
    private static List<List<String>> rows(TestDatabase database, String view, boolean sorted) throws SQLException {
        List<List<String>> rows = new ArrayList<>(TranslationRig.plain(database.query("SELECT * FROM " + view)));
        if (!sorted) {
            rows.sort(Comparator.comparing(List::toString));
        }
        List<String> names = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet none = statement.executeQuery("SELECT * FROM " + view + " WHERE 1 = 0")) {
            ResultSetMetaData columns = none.getMetaData();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                names.add(columns.getColumnLabel(i));
            }
        }
        rows.add(0, names);
        return rows;
    }

    private static String[] script(String resource) {
        try (InputStream in = QueriesIT.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip().split(";\\s*\n|;$");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
