package dev.sterna.migration;

import dev.sterna.embedded.Engine;
import dev.sterna.testing.EngineSql;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** Statements of a schema that nobody would write: odd names, every type, keys of any kind. */
final class RandomSchema {
    /** Names that break what does not quote; a number is put behind each. */
    private static final List<String> NAMES = List.of(
            "plain",
            "Capital",
            "select",
            "order by",
            "it's",
            "say \"so\"",
            "back`tick",
            "ünïcödé",
            "名前",
            "a.b",
            "a,b",
            "x)y(",
            "semi;colon",
            "per%cent",
            "under_score",
            "UPPER",
            "dollar$",
            "back\\slash",
            "--dash",
            "/*star*/",
            "averyveryveryveryveryveryveryverylongname_of_fifty_one");

    private final Engine engine;
    private final Random random;
    private final List<String> statements = new ArrayList<>();
    private final List<Made> made = new ArrayList<>();

    RandomSchema(Engine engine, Random random) {
        this.engine = engine;
        this.random = random;
    }

    private record Made(String name, List<Column> key) {}

    /**
     * A column.
     *
     * @param type in the engine's SQL
     * @param keyable whether it may stand in a key
     * @param defaults SQL of possible defaults
     * @param check a condition with {@code {}} for the column, or null
     */
    private record Column(String name, String type, boolean keyable, List<String> defaults, String check) {
        Column named(String other) {
            return new Column(other, type, keyable, defaults, check);
        }
    }

    List<String> statements() {
        int tables = 2 + random.nextInt(4);
        for (int i = 0; i < tables; i++) {
            statements.add(table(name(i)));
        }
        return statements;
    }

    private String table(String name) {
        Map<String, Column> columns = new LinkedHashMap<>();
        List<Column> kinds = engine == Engine.POSTGRESQL ? POSTGRES : MYSQL;
        int count = 1 + random.nextInt(12);
        for (int i = 0; i < count; i++) {
            Column column = kinds.get(random.nextInt(kinds.size())).named(name(i));
            columns.put(column.name(), column);
        }
        List<Column> keyables =
                columns.values().stream().filter(Column::keyable).toList();
        List<Column> key = some(keyables);
        Set<String> inKey = key.stream().map(Column::name).collect(Collectors.toSet());
        List<String> parts = new ArrayList<>();
        for (Column column : columns.values()) {
            parts.add(definition(column, inKey.contains(column.name())));
        }
        if (!key.isEmpty()) {
            parts.add("PRIMARY KEY " + list(key));
        }
        List<Column> unique = some(keyables);
        if (!unique.isEmpty() && random.nextBoolean()) {
            parts.add("CONSTRAINT " + quote("u " + name) + " UNIQUE " + list(unique));
        }
        foreignKey(name, parts, columns);
        String sql = "CREATE TABLE " + quote(name) + " (\n  " + String.join(",\n  ", parts) + "\n)";
        if (!key.isEmpty()) {
            made.add(new Made(name, key));
        }
        return sql;
    }

    private String definition(Column column, boolean inKey) {
        StringBuilder sql = new StringBuilder(quote(column.name())).append(' ').append(column.type());
        // An old TIMESTAMP is NOT NULL unless it says that it is not.
        sql.append(inKey || random.nextInt(3) == 0 ? " NOT NULL" : " NULL");
        if (!column.defaults().isEmpty() && random.nextBoolean()) {
            sql.append(" DEFAULT ")
                    .append(column.defaults()
                            .get(random.nextInt(column.defaults().size())));
        }
        if (engine != Engine.POSTGRESQL && random.nextInt(5) == 0) {
            sql.append(" COMMENT 'it''s ")
                    .append(column.name().replaceAll("[^a-z ]", ""))
                    .append("'");
        }
        if (column.check() != null && random.nextInt(3) == 0) {
            sql.append(" CHECK (")
                    .append(column.check().replace("{}", quote(column.name())))
                    .append(')');
        }
        return sql.toString();
    }

    /** To a table that is there, over new columns of the same types. */
    private void foreignKey(String name, List<String> parts, Map<String, Column> columns) {
        if (made.isEmpty() || random.nextInt(3) == 0) {
            return;
        }
        Made other = made.get(random.nextInt(made.size()));
        List<Column> own = new ArrayList<>();
        for (Column column : other.key()) {
            Column reference = column.named("r" + own.size() + " " + column.name());
            if (columns.put(reference.name(), reference) != null) {
                return;
            }
            own.add(reference);
            parts.add(0, quote(reference.name()) + " " + reference.type());
        }
        String action = List.of("", " ON DELETE CASCADE", " ON DELETE SET NULL", " ON UPDATE CASCADE")
                .get(random.nextInt(4));
        parts.add("CONSTRAINT " + quote("f " + name) + " FOREIGN KEY " + list(own) + " REFERENCES "
                + quote(other.name()) + " " + list(other.key()) + action);
    }

    private List<Column> some(List<Column> from) {
        Set<Column> chosen = new LinkedHashSet<>();
        int count = random.nextInt(3);
        for (int i = 0; i < count && !from.isEmpty(); i++) {
            chosen.add(from.get(random.nextInt(from.size())));
        }
        return List.copyOf(chosen);
    }

    private String name(int number) {
        return NAMES.get(random.nextInt(NAMES.size())) + " " + number;
    }

    private String list(List<Column> columns) {
        return columns.stream().map(column -> quote(column.name())).collect(Collectors.joining(", ", "(", ")"));
    }

    private String quote(String name) {
        return EngineSql.of(engine).quoted(name);
    }

    private static Column column(String type, boolean keyable, String check, String... defaults) {
        return new Column("", type, keyable, List.of(defaults), check);
    }

    private static final List<Column> MYSQL = List.of(
            column("tinyint", true, "{} > -5", "1", "-1"),
            column("tinyint(1)", true, "{} IN (0, 1)", "0", "1"),
            column("smallint unsigned", true, "{} BETWEEN 1 AND 9", "7"),
            column("mediumint", true, null, "0"),
            column("int", true, "{} <> 3", "42"),
            column("int(6) unsigned zerofill", true, null, "000007"),
            column("bigint", true, "{} % 2 = 0", "-9223372036854775808"),
            column("bigint unsigned", true, null, "18446744073709551615"),
            column("year", true, null, "2024"),
            column("decimal(10,2)", true, "{} >= 0.5", "1.50"),
            column("decimal(65,30)", true, null, "0.000000000000000000000000000001"),
            column("float", false, null, "1.5"),
            column("double", false, "{} < 1e10", "1e100"),
            column("bit(1)", false, null, "b'1'"),
            column("bit(20)", false, null, "b'10101'"),
            column("char(5)", true, "{} <> ''", "'a'", "''"),
            column("varchar(30)", true, "char_length({}) > 2", "'it''s'", "'back\\\\slash'", "'ünï'", "'a\\nb'"),
            column("varchar(30) CHARACTER SET latin1 COLLATE latin1_bin", true, null, "'x'"),
            column("text", false, "{} IS NOT NULL"),
            column("longtext", false, null),
            column("enum('a','b,c','it''s','')", true, null, "'a'", "'it''s'"),
            column("set('x','y z','q''q')", true, null, "'x,y z'", "''"),
            column("binary(4)", true, null, "'ab'"),
            column("varbinary(10)", true, null, "x'00ff27'"),
            column("blob", false, null),
            column("date", true, "{} > '2000-01-01'", "'2024-02-29'"),
            column("time(3)", true, null, "'12:34:56.789'"),
            column("datetime(6)", true, null, "'2024-02-29 23:59:59.999999'", "CURRENT_TIMESTAMP(6)"),
            column("timestamp(0)", true, null, "CURRENT_TIMESTAMP", "'2024-02-29 23:59:59'"),
            column("json", false, null),
            column("geometry", false, null));

    private static final List<Column> POSTGRES = List.of(
            column("smallint", true, "{} > -5", "1", "'-1'::integer"),
            column("integer", true, "{} = ANY (ARRAY[1, 2, 3])", "42"),
            column("bigint", true, "{} % 2 = 0", "'-9223372036854775808'::bigint"),
            column("boolean", true, "{} OR {} IS NULL", "true", "false"),
            column("numeric", true, "{} >= 0.5", "1.50"),
            column("numeric(10,2)", true, null, "0"),
            column("numeric(80,40)", false, null, "1"),
            column("real", false, null, "1.5"),
            column("double precision", false, "{} < 1e10", "1e100", "'NaN'"),
            column("money", false, null, "12.5"),
            column("character(5)", true, null, "'a'"),
            column("character varying(30)", true, "length({}) > 2", "'it''s'", "E'back\\\\slash'", "'ünï'", "E'a\\nb'"),
            column("character varying(5000)", false, null, "''"),
            column("text", true, "{} ~ '^[a-z]+$'", "''", "lower('ABC')"),
            column("text COLLATE \"C\"", true, "{} <> ''"),
            column("bytea", true, null, "'\\x00ff27'"),
            column("bit(8)", false, null, "B'10101010'"),
            column("bit varying(100)", false, null, "B'1'"),
            column("date", true, "{} > '2000-01-01'", "'2024-02-29'", "CURRENT_DATE"),
            column("time(3)", true, null, "'12:34:56.789'"),
            column("time with time zone", false, null),
            column("timestamp", true, null, "'2024-02-29 23:59:59.999999'", "now()", "LOCALTIMESTAMP"),
            column("timestamp(0) with time zone", true, null, "CURRENT_TIMESTAMP"),
            column("interval", false, null, "'1 day'"),
            column("uuid", true, null, "gen_random_uuid()"),
            column("json", false, null, "'{}'"),
            column("jsonb", false, "jsonb_typeof({}) = 'object'", "'{\"a\": 1}'"),
            column("xml", false, null),
            column("integer[]", false, "array_length({}, 1) < 5", "'{}'", "ARRAY[1, 2]"),
            column("text[]", false, null, "'{}'"),
            column("int4range", false, null),
            column("inet", true, null, "'127.0.0.1'"),
            column("point", false, null),
            column("tsvector", false, null));
}
