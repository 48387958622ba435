package dev.sterna.dialect.mysql.product;

import dev.sterna.dialect.convert.ConversionDraft;
import dev.sterna.dialect.mysql.sql.CollationFolding;
import dev.sterna.model.Column;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.ColumnDefinition.Generation;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The columns of one product on the other. */
final class ProductColumns {
    private static final String INVISIBLE_HISTORY = "WITHOUT SYSTEM VERSIONING";
    private static final String SRID = "SRID";

    /** What MySQL takes behind DEFAULT without parentheses. */
    private static final Pattern LITERAL =
            Pattern.compile("(?is)'.*'|[-+]?[0-9.]+(e[-+]?\\d+)?|(b|x)'[0-9a-f]*'|0x[0-9a-f]*|null|\\(.*\\)");

    private static final Pattern NOW = Pattern.compile("(?i)current_timestamp(?:\\((\\d*)\\))?");
    private static final Set<String> LONG =
            Set.of("tinytext", "text", "mediumtext", "longtext", "tinyblob", "blob", "mediumblob", "longblob", "json");

    private final ProductFeatures to;
    private final ProductCollations collations;
    private final ProductTypes types;
    private final ProductVerdicts verdicts;

    ProductColumns(ProductFeatures to, ProductVerdicts verdicts) {
        this.to = to;
        this.collations = new ProductCollations(to);
        this.types = new ProductTypes(to);
        this.verdicts = verdicts;
    }

    /** Null where the server cannot have it at all. */
    ColumnDefinition of(TableName table, ColumnDefinition column) {
        Generation generation = column.generation();
        if (generation != null && !to.isMariaDb() && generation.sql().matches("(?i)ROW (START|END)")) {
            verdicts.say(
                    ProductRule.ROW_TIME,
                    name(ObjectKind.GENERATED_COLUMN, table, column),
                    null,
                    null,
                    generation.sql());
            return null;
        }
        String foreign = generation == null ? null : to.foreign(generation.sql());
        boolean carried = generation != null && column.column().generated() == Column.Generated.CARRIED;
        if (foreign != null || carried) {
            verdicts.say(
                    carried ? ProductRule.GENERATED_VALUES : ProductRule.GENERATED_COLUMN,
                    name(ObjectKind.GENERATED_COLUMN, table, column),
                    carried ? types.of(column.column()).nativeType() : null,
                    foreign,
                    generation.sql());
            if (!carried) {
                return null;
            }
            generation = null;
        }
        Map<String, String> storage = new LinkedHashMap<>(column.storage());
        Column itself = column(table, column, storage);
        if (!to.isMariaDb()) {
            storage.remove(INVISIBLE_HISTORY);
            // A check of the table there, as MySQL has none of columns.
            storage.remove(ColumnDefinition.DOCUMENT);
        } else if (storage.remove(SRID) != null) {
            verdicts.say(ProductRule.SPATIAL_REFERENCE, column(table, column), itself.nativeType(), null, null);
        }
        return new ColumnDefinition(
                itself,
                defaultOf(table, column, itself),
                generation == null ? null : generation.with(collations.in(generation.sql())),
                column.identity(),
                onUpdate(column.onUpdateSql(), itself),
                column.comment(),
                storage,
                CollationFolding.of(itself));
    }

    private static ObjectName column(TableName table, ColumnDefinition column) {
        return name(column.generation() == null ? ObjectKind.COLUMN : ObjectKind.GENERATED_COLUMN, table, column);
    }

    private static ObjectName name(ObjectKind kind, TableName table, ColumnDefinition column) {
        return ConversionDraft.of(kind, table, column.column().name());
    }

    private Column column(TableName table, ColumnDefinition column, Map<String, String> storage) {
        Column itself = column.column();
        Column there = types.of(itself);
        ProductRule rule = types.rule(itself);
        if (rule == ProductRule.COLLATION) {
            String becomes = itself.nativeType() + " COLLATE " + there.collation();
            verdicts.say(rule, column(table, column), becomes, itself.collation(), null);
        } else if (rule != null) {
            verdicts.say(rule, column(table, column), there.nativeType());
        }
        if (rule == ProductRule.JSON) {
            storage.put(ColumnDefinition.DOCUMENT, "");
        }
        return there;
    }

    private String defaultOf(TableName table, ColumnDefinition column, Column target) {
        String sql = column.defaultSql();
        if (sql == null || to.same() || column.generation() != null) {
            return sql;
        }
        String foreign = to.foreign(sql);
        if (foreign != null) {
            verdicts.say(ProductRule.DEFAULT, name(ObjectKind.DEFAULT, table, column), null, foreign, sql);
            return null;
        }
        String text = collations.in(sql);
        if (to.isMariaDb()) {
            return text;
        }
        boolean isLong = LONG.contains(target.nativeType().toLowerCase(Locale.ROOT));
        boolean bare = !isLong && LITERAL.matcher(text).matches() || isNowOf(text, target);
        return bare || text.startsWith("(") && text.endsWith(")") ? text : "(" + text + ")";
    }

    /** Whether it is the time of now with as many digits as the column keeps. */
    private static boolean isNowOf(String sql, Column column) {
        Matcher now = NOW.matcher(sql);
        return now.matches()
                && column.nativeType().matches("(?i)(datetime|timestamp).*")
                && digits(now.group(1)).equals(digits(column.nativeType().replaceAll("\\D", "")));
    }

    private static String digits(String declared) {
        return declared == null || declared.isEmpty() ? "0" : declared;
    }

    /** MySQL wants as many digits as the column keeps. */
    private String onUpdate(String sql, Column column) {
        if (to.same() || sql == null || !NOW.matcher(sql).matches() || isNowOf(sql, column)) {
            return sql;
        }
        return "current_timestamp(" + column.nativeType().replaceAll("\\D", "") + ")";
    }

    /** Columns by name, for keys over them. */
    static Set<String> names(List<ColumnDefinition> columns) {
        return columns.stream().map(column -> column.column().name()).collect(Collectors.toSet());
    }
}
