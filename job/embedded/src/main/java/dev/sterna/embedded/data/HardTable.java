package dev.sterna.embedded.data;

import dev.sterna.embedded.Engine;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A table of hard cases.
 *
 * @param name as it is, unquoted
 * @param columns the rest of CREATE TABLE between the parentheses, in the words of {@link Vocabulary}
 * @param rows strings, which the server converts, byte arrays and nulls: one value per column
 * @param engines where this table can be
 */
record HardTable(String name, String columns, Function<Engine, Stream<Object[]>> rows, List<Engine> engines) {
    private static final List<Engine> EVERYWHERE = List.of(Engine.values());
    private static final List<Engine> MYSQL_FAMILY = List.of(Engine.MARIADB, Engine.MYSQL);

    /** A table that is alike in all engines. */
    static HardTable of(String name, String columns, Stream<Object[]> rows) {
        return new HardTable(name, columns, once(rows), EVERYWHERE);
    }

    /** A table whose rows depend on the engine. */
    static HardTable of(String name, String columns, Function<Engine, Stream<Object[]>> rows) {
        return new HardTable(name, columns, rows, EVERYWHERE);
    }

    /** A table with types that PostgreSQL has not. */
    static HardTable mysqlOnly(String name, String columns, Stream<Object[]> rows) {
        return new HardTable(name, columns, once(rows), MYSQL_FAMILY);
    }

    static Object[] row(Object... values) {
        return values;
    }

    private static Function<Engine, Stream<Object[]>> once(Stream<Object[]> rows) {
        return engine -> rows;
    }
}
