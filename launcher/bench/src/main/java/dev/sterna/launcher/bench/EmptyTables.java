package dev.sterna.launcher.bench;

import java.sql.SQLException;
import java.util.stream.Collectors;

/** Tables without keys, for tools that only carry rows. */
final class EmptyTables {
    private EmptyTables() {}

    static void create(Course course) throws SQLException {
        course.target()
                .execute(course.tables().stream()
                        .map(table -> "CREATE TABLE " + table.name()
                                + table.columns().stream()
                                        .map(column -> column.definition(course.pair()))
                                        .collect(Collectors.joining(", ", " (", ")")))
                        .toArray(String[]::new));
    }
}
