package dev.sterna.app;

import dev.sterna.embedded.Engine;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * A table of random columns with random rows, as SQL of its source. Text is written as its octets, so that no literal's
 * syntax stands between the test and the value.
 *
 * @param witness for each column, the text by which the source and the target show its value, by plain SQL of each
 */
record RandomTable(String name, List<String> statements, List<Witness> witness, int rows) {

    /** Expressions of the column, which {@code {}} stands for; null where the engines write a value differently. */
    record Witness(String column, String postgres, String mysql) {
        String of(Engine engine) {
            String expression = engine == Engine.POSTGRESQL ? postgres : mysql;
            return (expression == null ? "{}" : expression).replace("{}", column);
        }
    }

    private record Kind(String postgres, String mysql, Values values, String seenByPostgres, String seenByMySql) {}

    private interface Values {
        /** SQL of a value that is not NULL. */
        String next(Random random, Engine engine);
    }

    private static final String[] PIECES = {
        "",
        ",",
        ":",
        "#",
        "\t",
        "\n",
        "\r",
        "\\",
        "\\N",
        "'",
        "\"",
        "0",
        "1:",
        "1#",
        "a",
        "A",
        " ",
        "é",
        "ß",
        "中",
        "😀",
        "e\u0301",
        "\u00a0",
        "\u200b",
        "\uffff",
        "\u007f",
        "\u0001",
        "NULL",
        "%s",
        "x".repeat(300)
    };

    private static final String PLAIN = "{}::text";
    private static final String HEX = "encode(convert_to({}, 'UTF8'), 'hex')";
    private static final String OCTETS = "LOWER(HEX({}))";
    private static final String CAST = "CAST({} AS CHAR)";

    private static final List<Kind> KINDS = List.of(
            integer("smallint", "smallint", 16),
            integer("integer", "int", 32),
            integer("bigint", "bigint", 64),
            new Kind(null, "tinyint", whole(-128, 127), PLAIN, CAST),
            new Kind(null, "mediumint unsigned", whole(0, 16777215), PLAIN, CAST),
            new Kind(null, "int unsigned", whole(0, 4294967295L), PLAIN, CAST),
            new Kind(
                    null,
                    "bigint unsigned",
                    (random, engine) ->
                            oneOf(random, "0", "18446744073709551615", new BigInteger(64, random).toString()),
                    PLAIN,
                    CAST),
            new Kind(null, "year", (random, engine) -> oneOf(random, "0", "1901", "2155"), null, null),
            new Kind(
                    "boolean", "tinyint(1)", (random, engine) -> oneOf(random, "true", "false"), "{}::int::text", CAST),
            decimal(1, 0),
            decimal(9, 9),
            decimal(18, 2),
            decimal(19, 19),
            decimal(38, 10),
            decimal(65, 30),
            new Kind("numeric", null, (random, engine) -> number(random, 30, 20), "trim_scale({})", null),
            new Kind("real", "float", (random, engine) -> real(random, engine, true), null, null),
            new Kind("double precision", "double", (random, engine) -> real(random, engine, false), null, null),
            text("char(7)", "char(7)", 7),
            text("varchar(20)", "varchar(20)", 20),
            text("varchar(2000)", "varchar(2000)", 2000),
            text("text", "text", 9000),
            text("text", "longtext", 500),
            new Kind(
                    "bytea", "longblob", (random, engine) -> octets(random, engine, 9000), "encode({}, 'hex')", OCTETS),
            new Kind(
                    "bytea",
                    "varbinary(40)",
                    (random, engine) -> octets(random, engine, 40),
                    "encode({}, 'hex')",
                    OCTETS),
            new Kind(
                    "bit(11)",
                    "bit(11)",
                    (random, engine) -> bits(random, engine, 11),
                    "{}::text",
                    "LPAD(BIN({}), 11, '0')"),
            new Kind("date", "date", (random, engine) -> "'" + day(random) + "'", PLAIN, CAST),
            new Kind("time(6)", "time(6)", (random, engine) -> "'" + clock(random, 6) + "'", null, null),
            new Kind(
                    "timestamp(6)",
                    "datetime(6)",
                    (random, engine) -> moment(random, 6),
                    "to_char({}, 'YYYY-MM-DD HH24:MI:SS.US')",
                    "DATE_FORMAT({}, '%Y-%m-%d %H:%i:%s.%f')"),
            new Kind(
                    "timestamp(0)",
                    "datetime",
                    (random, engine) -> moment(random, 0),
                    "to_char({}, 'YYYY-MM-DD HH24:MI:SS')",
                    "DATE_FORMAT({}, '%Y-%m-%d %H:%i:%s')"),
            new Kind("timestamp(3) with time zone", null, (random, engine) -> moment(random, 3), null, null),
            new Kind(
                    null,
                    "timestamp(3) NULL",
                    (random, engine) -> "FROM_UNIXTIME(" + (1 + random.nextInt(Integer.MAX_VALUE - 1)) + "."
                            + random.nextInt(1000) + ")",
                    null,
                    null),
            new Kind(
                    "uuid",
                    null,
                    (random, engine) -> "'" + new java.util.UUID(random.nextLong(), random.nextLong()) + "'",
                    PLAIN,
                    CAST),
            new Kind(
                    "json",
                    "json",
                    (random, engine) -> "'{\"a,b\": [1.10, null, \"" + random.nextInt() + "\"]}'",
                    null,
                    null),
            new Kind("jsonb", null, (random, engine) -> "'{\"b\": 1, \"a\": " + random.nextInt() + "}'", PLAIN, CAST),
            new Kind("inet", null, (random, engine) -> "'10.0.0." + random.nextInt(256) + "/24'", null, null),
            new Kind(
                    "interval", null, (random, engine) -> "'" + random.nextInt(100) + " days -00:00:01.5'", null, null),
            new Kind("int[]", null, (random, engine) -> "'{" + random.nextInt() + ",NULL}'", PLAIN, CAST),
            new Kind(
                    "text[]",
                    null,
                    (random, engine) -> "ARRAY[',', '\"', NULL, '" + random.nextInt() + "']",
                    PLAIN,
                    CAST),
            new Kind("int4range", null, (random, engine) -> "'[" + random.nextInt(9) + ",10)'", PLAIN, CAST),
            new Kind(null, "enum('a','b,c','')", (random, engine) -> oneOf(random, "'a'", "'b,c'", "''"), PLAIN, CAST),
            new Kind(
                    null,
                    "set('a','b','c d')",
                    (random, engine) -> oneOf(random, "'a'", "''", "'a,b,c d'"),
                    PLAIN,
                    CAST));

    static RandomTable of(String name, Engine engine, int rows, Random random) {
        List<Kind> known =
                KINDS.stream().filter(kind -> type(kind, engine) != null).toList();
        List<Kind> kinds = new ArrayList<>();
        for (int i = 1 + random.nextInt(10); i > 0; i--) {
            kinds.add(known.get(random.nextInt(known.size())));
        }
        String key = oneOf(random, "id int PRIMARY KEY", "id varchar(20) PRIMARY KEY", "id int");
        List<String> columns = new ArrayList<>(List.of(key));
        List<Witness> witness = new ArrayList<>();
        for (int i = 0; i < kinds.size(); i++) {
            columns.add("c" + i + " " + type(kinds.get(i), engine));
            witness.add(new Witness("c" + i, kinds.get(i).seenByPostgres, kinds.get(i).seenByMySql));
        }
        List<String> tuples = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            List<String> values = new ArrayList<>();
            // without a primary key there may be equal rows
            values.add(key.contains("varchar") ? "'k" + row + "'" : key.endsWith("KEY") ? "" + row : "" + row / 2);
            for (Kind kind : kinds) {
                String type = type(kind, engine).replace(" NULL", "");
                String value = random.nextInt(8) == 0 ? "NULL" : kind.values.next(random, engine);
                values.add(engine == Engine.POSTGRESQL ? "CAST(" + value + " AS " + type + ")" : value);
            }
            tuples.add("(" + String.join(", ", values) + ")");
        }
        String charset = engine == Engine.POSTGRESQL ? "" : " DEFAULT CHARSET utf8mb4";
        return new RandomTable(
                name,
                List.of(
                        "CREATE TABLE " + name + " (" + String.join(", ", columns) + ")" + charset,
                        "INSERT INTO " + name + " VALUES " + String.join(", ", tuples)),
                witness,
                rows);
    }

    /** A query for what can be seen on both sides: all rows, in an order that both have. */
    String seen(Engine other, Engine engine) {
        String texts = witness.stream()
                .filter(column -> other == engine || column.postgres() != null && column.mysql() != null)
                .map(column -> column.of(engine))
                .collect(Collectors.joining(", "));
        return "SELECT id" + (texts.isEmpty() ? "" : ", " + texts) + " FROM " + name;
    }

    private static String type(Kind kind, Engine engine) {
        return engine == Engine.POSTGRESQL ? kind.postgres : kind.mysql;
    }

    private static Kind integer(String postgres, String mysql, int bits) {
        long least = -1L << (bits - 1);
        return new Kind(postgres, mysql, whole(least, ~least), PLAIN, CAST);
    }

    private static Values whole(long least, long most) {
        return (random, engine) -> oneOf(
                random,
                Long.toString(least),
                Long.toString(most),
                "0",
                "1",
                BigInteger.valueOf(most)
                        .subtract(BigInteger.valueOf(least))
                        .add(BigInteger.ONE)
                        .multiply(BigInteger.valueOf(random.nextInt(1 << 20)))
                        .shiftRight(20)
                        .add(BigInteger.valueOf(least))
                        .toString());
    }

    private static Kind decimal(int precision, int scale) {
        return new Kind(
                "numeric(" + precision + "," + scale + ")",
                // MariaDB has 38 digits behind the point, MySQL 30
                "decimal(" + precision + "," + scale + ")",
                (random, engine) -> number(random, precision - scale, scale),
                PLAIN,
                CAST);
    }

    private static String number(Random random, int before, int after) {
        BigInteger most = BigInteger.TEN.pow(before + after).subtract(BigInteger.ONE);
        BigInteger unscaled = oneOf(
                random,
                BigInteger.ZERO,
                BigInteger.ONE,
                most,
                BigInteger.TEN.pow(random.nextInt(before + after)),
                new BigInteger(4 * (before + after), random).mod(most));
        return new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), after).toPlainString();
    }

    private static String real(Random random, Engine engine, boolean single) {
        double any = single ? Float.intBitsToFloat(random.nextInt()) : Double.longBitsToDouble(random.nextLong());
        double value = oneOf(random, 0.0, -0.0, 0.1, -1.5, 1e15, single ? Float.MAX_VALUE : Double.MAX_VALUE, any);
        double finite = Double.isFinite(value) ? value : 1;
        // MariaDB stores the subnormal singles, but cannot read all of them back exactly
        if (Math.abs(finite) < 1e-30) {
            finite = 1 / finite < 0 ? -0.0 : 0.0;
        }
        String text = Double.toString(single ? (float) finite : finite);
        String written = text.contains("E") ? text : text + "E0";
        return engine == Engine.POSTGRESQL ? "'" + written + "'" : written;
    }

    private static Kind text(String postgres, String mysql, int most) {
        boolean padded = postgres.startsWith("char(");
        return new Kind(
                postgres,
                mysql,
                (random, engine) -> {
                    StringBuilder text = new StringBuilder();
                    int pieces = random.nextInt(random.nextInt(20) == 0 ? 60 : 5);
                    for (int i = 0; i < pieces; i++) {
                        String piece = oneOf(random, PIECES);
                        if (text.codePointCount(0, text.length()) + piece.codePointCount(0, piece.length()) <= most) {
                            text.append(piece);
                        }
                    }
                    String hex = HexFormat.of().formatHex(text.toString().getBytes(StandardCharsets.UTF_8));
                    return engine == Engine.POSTGRESQL
                            ? "convert_from('\\x" + hex + "', 'UTF8')"
                            : "CONVERT(x'" + hex + "' USING utf8mb4)";
                },
                padded ? "encode(convert_to(rtrim({}, ' '), 'UTF8'), 'hex')" : HEX,
                padded ? "LOWER(HEX(TRIM(TRAILING ' ' FROM {})))" : OCTETS);
    }

    private static String octets(Random random, Engine engine, int most) {
        byte[] octets = new byte[oneOf(random, 0, 1, random.nextInt(40), random.nextInt(20) == 0 ? most : 3)];
        random.nextBytes(octets);
        String hex = HexFormat.of().formatHex(octets);
        return engine == Engine.POSTGRESQL ? "'\\x" + hex + "'" : "x'" + hex + "'";
    }

    private static String bits(Random random, Engine engine, int length) {
        StringBuilder bits = new StringBuilder();
        for (int i = 0; i < length; i++) {
            bits.append(random.nextInt(2));
        }
        return (engine == Engine.POSTGRESQL ? "B'" : "b'") + bits + "'";
    }

    private static String day(Random random) {
        LocalDate first = LocalDate.of(1, 1, 1);
        long days = LocalDate.of(9999, 12, 31).toEpochDay() - first.toEpochDay();
        return oneOf(
                        random,
                        first,
                        LocalDate.of(9999, 12, 31),
                        LocalDate.of(1900, 2, 28),
                        LocalDate.of(2000, 2, 29),
                        first.plusDays((long) (random.nextDouble() * days)))
                .toString();
    }

    private static String clock(Random random, int digits) {
        String fraction = digits == 0
                ? ""
                : "." + String.format("%06d", random.nextInt(1_000_000)).substring(0, digits);
        return oneOf(
                        random,
                        "00:00:00",
                        "23:59:59",
                        String.format("%02d:%02d:%02d", random.nextInt(24), random.nextInt(60), random.nextInt(60)))
                + oneOf(random, "", fraction);
    }

    private static String moment(Random random, int digits) {
        return "'" + day(random) + " " + clock(random, digits) + "'";
    }

    @SafeVarargs
    private static <T> T oneOf(Random random, T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
