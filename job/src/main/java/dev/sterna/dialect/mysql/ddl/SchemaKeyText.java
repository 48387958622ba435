package dev.sterna.dialect.mysql.ddl;

import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.model.schema.Check;
import dev.sterna.model.schema.ForeignKey;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.UniqueConstraint;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keys, indexes and constraints, as they stand in a table's statement or behind ADD. */
public final class SchemaKeyText {
    private SchemaKeyText() {}

    /**
     * The column that gets AUTO_INCREMENT, or null: the server takes one a table, and only in a key, which it must begin.
     */
    static String counting(TableDefinition table) {
        return table.columns().stream()
                .filter(column -> column.identity() != null)
                .map(column -> column.column().name())
                .findFirst()
                .filter(column -> isFirstInPrimaryKey(table, column) || secondaryKey(table, column) != null)
                .orElse(null);
    }

    /** The name of the secondary key that an AUTO_INCREMENT column needs; null when the primary one serves, or none is needed. */
    static String keyOfIdentity(TableDefinition table) {
        String counting = counting(table);
        return counting == null || isFirstInPrimaryKey(table, counting) ? null : secondaryKey(table, counting);
    }

    private static boolean isFirstInPrimaryKey(TableDefinition table, String column) {
        return table.primaryKey() != null && begins(table.primaryKey().columns(), column);
    }

    private static String secondaryKey(TableDefinition table, String column) {
        Stream<Index> uniques = table.uniques().stream()
                .map(key ->
                        new Index(key.name(), true, "btree", key.columns(), List.of(), null, false, true, null, null));
        List<Index> all = Stream.concat(uniques, table.indexes().stream()).toList();
        return all.stream()
                .filter(key -> begins(key.parts(), column))
                .findFirst()
                .map(Index::name)
                .orElse(null);
    }

    private static boolean begins(List<Index.Part> parts, String column) {
        return column.equals(parts.get(0).column());
    }

    static String unique(UniqueConstraint key) {
        return "UNIQUE KEY " + MySqlLiterals.quote(key.name()) + " (" + columns(key) + ")"
                + SchemaTableText.comment(key.comment());
    }

    /** A period stands for its two columns. */
    static String columns(UniqueConstraint key) {
        String beside = parts(key.besidePeriod());
        return key.period() == null
                ? beside
                : (beside.isEmpty() ? "" : beside + ", ") + MySqlLiterals.quote(key.period()) + " WITHOUT OVERLAPS";
    }

    public static String index(TableDefinition table, Index index) {
        // Tells how words are cut; what other engines say of their indexes is nothing for here.
        if (index.definition() != null && index.definition().startsWith("FULLTEXT KEY ")) {
            return index.definition();
        }
        boolean inMemory = "MEMORY".equals(table.storage().get("ENGINE"));
        String kind = switch (index.method()) {
            case "fulltext" -> "FULLTEXT KEY ";
            case "spatial" -> "SPATIAL KEY ";
            default -> index.unique() ? "UNIQUE KEY " : "KEY ";
        };
        String method = index.method().equals("hash") || index.method().equals("btree") && inMemory
                ? " USING " + index.method().toUpperCase(Locale.ROOT)
                : "";
        return kind + MySqlLiterals.quote(index.name()) + " (" + parts(index.parts()) + ")" + method
                + SchemaTableText.comment(index.comment())
                + (index.visible() ? "" : " /*!80000 INVISIBLE *//*M!100600 IGNORED */");
    }

    public static String parts(List<Index.Part> parts) {
        return parts.stream().map(SchemaKeyText::part).collect(Collectors.joining(", "));
    }

    private static String part(Index.Part part) {
        String what = part.column() == null ? "(" + part.expression() + ")" : MySqlLiterals.quote(part.column());
        return what + (part.prefix() > 0 ? "(" + part.prefix() + ")" : "") + (part.descending() ? " DESC" : "");
    }

    static String check(Check check) {
        return "CONSTRAINT " + MySqlLiterals.quote(check.name()) + " CHECK (" + check.sql() + ")"
                + (check.enforced() ? "" : " NOT ENFORCED");
    }

    static String foreignKey(ForeignKey key) {
        return "CONSTRAINT " + MySqlLiterals.quote(key.name()) + " FOREIGN KEY (" + columns(key.columns())
                + ") REFERENCES " + MySqlLiterals.quote(key.target()) + " (" + columns(key.referenced())
                + ") ON DELETE "
                + key.onDelete().sql() + " ON UPDATE " + key.onUpdate().sql();
    }

    private static String columns(List<String> columns) {
        return columns.stream().map(MySqlLiterals::quote).collect(Collectors.joining(", "));
    }
}
