package dev.sterna.fidelity;

import dev.sterna.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The values of a source in tables. In most of them a row has one value, in the column of its type, so that each arrives or
 * is refused by itself; in the last one all types stand beside each other.
 */
final class LiteralTables {
    static final String WIDE = "wide";

    /** Rows of the wide table; a type with fewer values has them again. */
    private static final int WIDE_ROWS = 12;

    private final List<OneType> types = new ArrayList<>();
    private final List<OneType> wide = new ArrayList<>();
    private final List<TypeLiterals> missing = new ArrayList<>();

    /** Types that share a table: each table takes some of the time of a run. */
    private static final int COLUMNS = 12;

    /**
     * Where a type's values are: in rows of their own from this id on. In the row with the id 0 all is NULL.
     */
    record OneType(TypeLiterals type, String table, String column, int firstId, List<Literal> literals) {
        int id(int literal) {
            return firstId + literal;
        }

        boolean has(int id) {
            return id >= firstId && id < firstId + literals.size();
        }

        Literal literal(int id) {
            return literals.get(id - firstId);
        }
    }

    private LiteralTables() {}

    /**
     * Makes and fills them.
     *
     * @param arrives the literals that also stand in the wide table
     */
    static LiteralTables fill(TestDatabase database, SourceLiterals source, Predicate<Literal> arrives) {
        LiteralTables filled = new LiteralTables();
        String current = "connect";
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : source.session()) {
                current = sql;
                statement.execute(sql);
            }
            for (String sql : filled.statements(statement, source, arrives)) {
                current = sql.substring(0, Math.min(300, sql.length()));
                statement.execute(sql);
            }
            return filled;
        } catch (SQLException failure) {
            throw new AssertionError(failure.getMessage() + "\nin: " + current, failure);
        }
    }

    /** The types that this server has. */
    List<OneType> types() {
        return types;
    }

    /** The columns of the wide table. */
    List<OneType> wide() {
        return wide;
    }

    /** Types that this server does not have. */
    List<TypeLiterals> missing() {
        return missing;
    }

    private List<String> statements(Statement statement, SourceLiterals source, Predicate<Literal> arrives)
            throws SQLException {
        List<String> statements = new ArrayList<>();
        int table = 0;
        int columns = 0;
        int rows = 0;
        boolean alone = false;
        for (TypeLiterals type : source.types()) {
            if (type.condition() != null && !holds(statement, type.condition())) {
                missing.add(type);
                continue;
            }
            if (columns == 0 || columns == COLUMNS || alone || !type.wide()) {
                table++;
                columns = 0;
                rows = 0;
            }
            alone = !type.wide();
            columns++;
            String column = type.column(types.size() + 1);
            types.add(new OneType(type, "some" + table, column, rows + 1, type.literals()));
            rows += type.literals().size();
            statements.addAll(type.setup());
            List<Literal> certain = type.literals().stream().filter(arrives).toList();
            if (type.wide() && !certain.isEmpty()) {
                wide.add(new OneType(type, WIDE, column, 1, certain));
            }
        }
        types.stream()
                .collect(Collectors.groupingBy(OneType::table, LinkedHashMap::new, Collectors.toList()))
                .forEach((name, some) -> {
                    create(name, some, statements);
                    for (OneType one : some) {
                        for (int i = 0; i < one.literals.size(); i++) {
                            statements.add(insert(
                                    name,
                                    one.column,
                                    one.id(i),
                                    one.literals.get(i).sql()));
                        }
                    }
                });
        addWide(statements);
        return statements;
    }

    private static void create(String table, List<OneType> columns, List<String> statements) {
        statements.add(columns.stream()
                .map(column -> column.column + " " + column.type.type() + " NULL")
                .collect(Collectors.joining(", ", "CREATE TABLE " + table + " (id integer PRIMARY KEY, ", ")")));
        // Said of each, because some columns have a default.
        statements.add(insert(
                table,
                columns.stream().map(OneType::column).collect(Collectors.joining(", ")),
                0,
                String.join(", ", Collections.nCopies(columns.size(), "NULL"))));
    }

    private static boolean holds(Statement statement, TypeLiterals.Condition condition) throws SQLException {
        try (ResultSet row = statement.executeQuery(condition.sql())) {
            return row.next() && row.getBoolean(1);
        }
    }

    private void addWide(List<String> statements) {
        if (wide.isEmpty()) {
            return;
        }
        create(WIDE, wide, statements);
        for (int row = 1; row <= WIDE_ROWS; row++) {
            List<String> columns = new ArrayList<>();
            List<String> values = new ArrayList<>();
            for (OneType column : wide) {
                columns.add(column.column);
                values.add(inWide(column, row).sql());
            }
            statements.add(insert(WIDE, String.join(", ", columns), row, String.join(", ", values)));
        }
    }

    /** What stands in a row of the wide table. */
    static Literal inWide(OneType column, int row) {
        return column.literals.get((row - 1) % column.literals.size());
    }

    private static String insert(String table, String columns, int id, String values) {
        return "INSERT INTO " + table + " (id, " + columns + ") VALUES (" + id + ", " + values + ")";
    }
}
