package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.dialect.TranslationCases.Case;
import dev.sterna.embedded.Engine;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.schema.Check;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.sql.Expression;
import dev.sterna.sql.Scope;
import dev.sterna.sql.Untranslatable;
import dev.sterna.testing.Databases;
import dev.sterna.testing.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Checks, computed columns and defaults, as the real catalogue of one engine shows them, made at a real server of the
 * other: it takes them, and gives the same values for the same rows.
 */
class ExpressionsIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    private static final String MYSQL_TABLE = "CREATE TABLE t (id int PRIMARY KEY, n int, m int NOT NULL, big bigint,"
            + " u int unsigned, price decimal(10,2), rate double, flag tinyint(1), name varchar(50), code varchar(20)"
            + " COLLATE utf8mb4_bin, body text, kind enum('a','b','c d'), day date, at datetime, ts timestamp NULL,"
            + " tod time, mask bit(8), raw varbinary(16), `Odd \"Name` int)"
            + " DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci";
    private static final String POSTGRES_TABLE =
            "CREATE TABLE t (id int PRIMARY KEY, n int, m int NOT NULL, big bigint,"
                    + " price numeric(10,2), amount numeric, rate double precision, flag boolean, name varchar(50), code char(6),"
                    + " body text, kind mood, day date, at timestamp(0), ts timestamptz(0), tod time(0), mask bit(8), raw bytea,"
                    + " uid uuid, doc jsonb, \"Odd `Name\" int, value int, year int)";

    private static final String MYSQL_ROWS =
            "INSERT INTO t (id, n, m, big, u, price, rate, flag, name, code, body, kind,"
                    + " day, at, ts, tod, mask, `Odd \"Name`) VALUES"
                    + " (1, 7, 2, 5000000000, 4000000000, 12.50, 0.25, 1, 'Anna', 'AB-1', ' it''s \\\\ 50% ', 'a', '2024-02-29',"
                    + " '2024-02-29 13:14:15', '2024-02-29 13:14:15', '10:20:30', b'00000101', 3),"
                    + " (2, -7, 2, -1, 0, -0.99, -1.5, 0, 'bob_x', 'ab-1', '', 'c d', '1999-12-31', '1999-12-31 23:59:59',"
                    + " '1999-12-31 23:59:59', '00:00:00', b'00000000', 0),"
                    + " (3, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),"
                    + " (4, 0, -3, 0, 1, 0.00, 0, 1, 'Ünï', 'ü', 'x,y,z', 'b', '2023-01-01', '2023-01-01 00:00:00',"
                    + " '2023-01-01 00:00:00', '23:59:59', b'11111111', -2)";
    private static final String POSTGRES_ROWS =
            "INSERT INTO t (id, n, m, big, price, amount, rate, flag, name, code, body,"
                    + " kind, day, at, ts, tod, mask, uid, \"Odd `Name\", value, year) VALUES"
                    + " (1, 7, 2, 5000000000, 12.50, 1.25, 0.25, true, 'Anna', 'AB-1', ' it''s \\ 50% ', 'a', '2024-02-29',"
                    + " '2024-02-29 13:14:15', '2024-02-29 13:14:15+00', '10:20:30', B'00000101',"
                    + " 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', 3, 1, 1),"
                    + " (2, -7, 2, -1, -0.99, -3, -1.5, false, 'bob_x', 'ab-1', '', 'c d', '1999-12-31', '1999-12-31 23:59:59',"
                    + " '1999-12-31 23:59:59+00', '00:00:00', B'00000000', NULL, 0, 2, 2),"
                    + " (3, NULL, 1, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,"
                    + " NULL, NULL, NULL),"
                    + " (4, 0, -3, 0, 0.00, 0, 0, true, 'Ünï', 'ü', 'x,y,z', 'b', '2023-01-01', '2023-01-01 00:00:00',"
                    + " '2023-01-01 00:00:00+00', '23:59:59', B'11111111', NULL, -2, 3, 3)";

    @Test
    void ofMariaDbInPostgres() throws SQLException {
        run(Engine.MARIADB, Engine.POSTGRESQL, "expressions-mysql-postgres.txt");
    }

    @Test
    void ofMySqlInPostgres() throws SQLException {
        run(Engine.MYSQL, Engine.POSTGRESQL, "expressions-mysql-postgres.txt");
    }

    @Test
    void ofPostgresInMariaDb() throws SQLException {
        run(Engine.POSTGRESQL, Engine.MARIADB, "expressions-postgres-mysql.txt");
    }

    @Test
    void ofPostgresInMySql() throws SQLException {
        run(Engine.POSTGRESQL, Engine.MYSQL, "expressions-postgres-mysql.txt");
    }

    private static void run(Engine from, Engine to, String resource) throws SQLException {
        List<String> wrong = new ArrayList<>();
        boolean postgres = from == Engine.POSTGRESQL;
        try (TranslationRig rig = new TranslationRig(DATABASES.create(from), DATABASES.create(to))) {
            if (postgres) {
                rig.source.execute("CREATE TYPE mood AS ENUM ('a', 'b', 'c d')", POSTGRES_TABLE, POSTGRES_ROWS);
            } else {
                rig.source.execute(MYSQL_TABLE, MYSQL_ROWS);
            }
            rig.copyTables(postgres ? Map.of() : Map.of("flag", "boolean"));
            List<Case> cases = TranslationCases.of(resource).cases();
            List<String> refused = new ArrayList<>();
            for (int i = 0; i < cases.size(); i++) {
                refused.add(make(rig, cases.get(i), "x" + i));
            }
            Map<String, TableDefinition> read = new HashMap<>();
            rig.read().tables().forEach(table -> read.put(table.name().name(), table));
            for (int i = 0; i < cases.size(); i++) {
                Case one = cases.get(i);
                String actual = refused.get(i) != null ? refused.get(i) : attempt(rig, one, read.get("x" + i), "x" + i);
                if (!actual.equals("not there") && !one.expected().contains(actual)) {
                    wrong.add(one.kind() + (one.type() == null ? "" : " " + one.type()) + "\n" + one.sql() + "\n"
                            + actual);
                }
            }
        }
        assertThat(String.join("\n\n", wrong)).isEmpty();
    }

    /** Null, or why the source itself does not take it. */
    private static String make(TranslationRig rig, Case one, String table) {
        String like = rig.source.engine() == Engine.POSTGRESQL ? "(LIKE t)" : "LIKE t";
        String alter = "ALTER TABLE " + table
                + switch (one.kind()) {
                    case "check" -> " ADD CONSTRAINT " + table + " CHECK (" + one.sql() + ")";
                    case "computed" -> " ADD c " + one.type() + " GENERATED ALWAYS AS (" + one.sql() + ") STORED";
                    default -> " ADD c " + one.type() + " DEFAULT " + one.sql();
                };
        try {
            if (one.kind().equals("default")) {
                rig.source.execute(
                        "CREATE TABLE " + table + " (id int, m int, c " + one.type() + " DEFAULT " + one.sql() + ")");
            } else {
                rig.source.execute("CREATE TABLE " + table + " " + like, alter);
            }
            return null;
        } catch (AssertionError failure) {
            // What MariaDB takes and MySQL does not.
            return rig.source.engine() == Engine.MYSQL ? "not there" : "-- source: " + flat(failure);
        }
    }

    private static String flat(Throwable failure) {
        return String.valueOf(failure.getMessage()).replaceAll("\\s*\\n\\s*", " ");
    }

    /** What it is translated to, after both servers have shown that they agree on it. */
    private static String attempt(TranslationRig rig, Case one, TableDefinition read, String table) {
        Scope.Relation relation = rig.table("t");
        try {
            return switch (one.kind()) {
                case "check" -> check(rig, one, read.checks(), relation);
                case "computed" -> computed(rig, read, relation, table);
                default -> defaulted(rig, read, relation, table);
            };
        } catch (Untranslatable reason) {
            return "! " + reason.getMessage();
        } catch (RuntimeException | AssertionError failure) {
            return "-- " + failure.getClass().getSimpleName() + ": " + flat(failure);
        }
    }

    private static String check(TranslationRig rig, Case one, List<Check> checks, Scope.Relation relation)
            throws Untranslatable {
        Expression read =
                rig.from.expressions().expression(checks.get(checks.size() - 1).sql(), relation, rig);
        String condition = rig.to.expressions().condition(read);
        String name = rig.to.sql().quote(relation.target());
        rig.target.execute("DROP TABLE IF EXISTS empty_one");
        rig.target.execute(
                rig.target.engine() == Engine.POSTGRESQL
                        ? "CREATE TABLE empty_one (LIKE t)"
                        : "CREATE TABLE empty_one LIKE t");
        rig.target.execute("ALTER TABLE empty_one ADD CONSTRAINT c CHECK (" + condition + ")");
        compare(
                rig.source.query("SELECT id, (" + one.sql() + ") FROM t ORDER BY id"),
                rig.target.query("SELECT id, (" + condition + ") FROM " + name + " ORDER BY id"));
        return condition;
    }

    private static Column converted(TranslationRig rig, TableDefinition read) {
        ColumnDefinition last = read.columns().get(read.columns().size() - 1);
        Column plain = new Column(
                "c",
                last.column().type(),
                last.column().nativeType(),
                true,
                Column.Generated.NO,
                last.column().charset(),
                last.column().collation());
        boolean truth = last.column().nativeType().equals("tinyint(1)");
        return rig.converted(plain, read.name(), truth ? Map.of("c", "boolean") : Map.of());
    }

    private static String computed(TranslationRig rig, TableDefinition read, Scope.Relation relation, String table)
            throws Untranslatable {
        ColumnDefinition last = read.columns().get(read.columns().size() - 1);
        Column plain = converted(rig, read);
        Column column = new Column(
                "c",
                plain.type(),
                plain.nativeType(),
                true,
                Column.Generated.COMPUTED,
                plain.charset(),
                plain.collation());
        Expression expression =
                rig.from.expressions().expression(last.generation().sql(), relation, rig);
        String sql = rig.to.expressions().value(expression, column);
        rig.target.execute("DROP TABLE IF EXISTS full_one");
        rig.target.execute(
                rig.target.engine() == Engine.POSTGRESQL
                        ? "CREATE TABLE full_one AS TABLE t"
                        : "CREATE TABLE full_one LIKE t");
        if (rig.target.engine() != Engine.POSTGRESQL) {
            rig.target.execute("INSERT INTO full_one SELECT * FROM t");
        }
        rig.target.execute(
                "ALTER TABLE full_one ADD c " + plain.nativeType() + " GENERATED ALWAYS AS (" + sql + ") STORED");
        rig.source.execute("INSERT INTO " + table + " (" + columns(rig) + ") SELECT " + columns(rig) + " FROM t");
        compare(
                rig.source.query("SELECT id, c FROM " + table + " ORDER BY id"),
                rig.target.query("SELECT id, c FROM full_one ORDER BY id"));
        return sql;
    }

    private static String columns(TranslationRig rig) {
        return rig.table("t").columns().stream()
                .map(pair -> rig.from.sql().quote(pair.source().name()))
                .reduce((one, other) -> one + ", " + other)
                .orElseThrow();
    }

    private static String defaulted(TranslationRig rig, TableDefinition read, Scope.Relation relation, String table)
            throws Untranslatable {
        ColumnDefinition last = read.columns().get(read.columns().size() - 1);
        Column column = converted(rig, read);
        if (last.defaultSql() == null) {
            return "none";
        }
        Expression expression = rig.from.expressions().expression(last.defaultSql(), relation, rig);
        String sql = rig.to.expressions().value(expression, column);
        rig.target.execute("DROP TABLE IF EXISTS one_more");
        rig.target.execute("CREATE TABLE one_more (id int, c " + column.nativeType() + " DEFAULT " + sql + ")");
        rig.target.execute("INSERT INTO one_more (id) VALUES (1)");
        rig.source.execute("INSERT INTO " + table + " (id, m) VALUES (1, 1)");
        boolean clock = sql.toLowerCase(Locale.ROOT).matches(".*(time|date|uuid|now).*\\(.*|.*(current|local).*");
        List<List<String>> made = rig.target.query("SELECT " + shown(rig.target, column) + " FROM one_more");
        if (clock) {
            assertThat(made.get(0).get(0)).isNotNull();
        } else {
            compare(rig.source.query("SELECT " + shown(rig.source, column) + " FROM " + table), made);
        }
        return sql;
    }

    private static String shown(TestDatabase database, Column column) {
        return !(column.type() instanceof LogicalType.Bytes)
                ? "c"
                : database.engine() == Engine.POSTGRESQL ? "encode(c, 'hex')" : "lower(hex(c))";
    }

    private static void compare(List<List<String>> source, List<List<String>> target) {
        assertThat(TranslationRig.plain(target)).isEqualTo(TranslationRig.plain(source));
    }
}
