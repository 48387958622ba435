package dev.sterna.dialect.mysql.catalog;

import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.dialect.mysql.sql.MySqlTokens;
import dev.sterna.dialect.mysql.sql.PartitionText;
import dev.sterna.model.schema.Partitioning;
import dev.sterna.sql.SqlToken;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How the tables of a schema are divided. */
final class SchemaPartitions {
    private final Map<String, List<Row>> byTable = new LinkedHashMap<>();

    private SchemaPartitions() {}

    static SchemaPartitions read(CatalogSession session, String schema) throws SQLException {
        SchemaPartitions partitions = new SchemaPartitions();
        session.forEach(
                "schema-partitions.sql",
                schema,
                row -> partitions
                        .byTable
                        .computeIfAbsent(row.getString("table_name"), table -> new ArrayList<>())
                        .add(Row.of(row)));
        return partitions;
    }

    /** Tables of which the catalogue hides something: MariaDB's default of a list, and the interval of system time. */
    List<String> toldByStatementOnly() {
        return byTable.entrySet().stream()
                .filter(table -> {
                    String method = table.getValue().get(0).method;
                    return method.startsWith("list") || method.startsWith("system_time");
                })
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Null where the table is whole.
     *
     * @param statement null where the catalogue tells all
     */
    Partitioning of(String table, CreateTableText statement) {
        List<Row> rows = byTable.get(table);
        if (rows == null) {
            return null;
        }
        String clause = statement == null ? null : statement.partitioning();
        Map<String, List<Row>> parts =
                rows.stream().collect(Collectors.groupingBy(row -> row.part, LinkedHashMap::new, Collectors.toList()));
        List<Partitioning.Part> found = new ArrayList<>();
        parts.forEach((name, subs) -> found.add(new Partitioning.Part(
                name,
                bound(clause, subs.get(0)),
                subs.stream().filter(sub -> sub.sub != null).map(sub -> sub.sub).toList(),
                subs.get(0).comment)));
        Row first = rows.get(0);
        Partitioning sub =
                first.subMethod == null ? null : divided(first.subMethod, first.subExpression, List.of(), null, null);
        Partitioning whole = divided(first.method, first.expression, found, sub, clause);
        return clause != null
                ? whole
                : divided(first.method, first.expression, found, sub, PartitionText.clause(whole));
    }

    private static String bound(String clause, Row part) {
        boolean isDefault = clause != null
                && Pattern.compile("PARTITION " + Pattern.quote(MySqlLiterals.quote(part.part)) + " DEFAULT\\b")
                        .matcher(clause)
                        .find();
        return isDefault ? "DEFAULT" : part.bound;
    }

    private static Partitioning divided(
            String method, String expression, List<Partitioning.Part> parts, Partitioning sub, String definition) {
        List<String> columns = method.contains("columns") || method.contains("key") ? names(expression) : List.of();
        return new Partitioning(
                method,
                columns,
                columns.isEmpty() && !method.contains("key") ? expression : null,
                parts,
                sub,
                definition);
    }

    /** Quoted names between commas; a key over no columns is the primary one. */
    private static List<String> names(String list) {
        Set<String> names = new LinkedHashSet<>();
        MySqlTokens.of(list == null ? "" : list).stream()
                .filter(token -> token.kind() == SqlToken.Kind.NAME || token.kind() == SqlToken.Kind.WORD)
                .forEach(token -> names.add(token.plain()));
        return List.copyOf(names);
    }

    private record Row(
            String part,
            String sub,
            String method,
            String subMethod,
            String expression,
            String subExpression,
            String bound,
            String comment) {
        static Row of(ResultSet row) throws SQLException {
            String subMethod = CatalogSession.textOrNull(row, "sub_method");
            return new Row(
                    row.getString("part_name"),
                    row.getString("sub_name"),
                    row.getString("method").toLowerCase(Locale.ROOT),
                    subMethod == null ? null : subMethod.toLowerCase(Locale.ROOT),
                    CatalogSession.textOrNull(row, "expression"),
                    CatalogSession.textOrNull(row, "sub_expression"),
                    CatalogSession.textOrNull(row, "bound"),
                    CatalogSession.textOrNull(row, "comment"));
        }
    }
}
