package dev.sterna.dialect.rename;

import dev.sterna.dialect.Expressions;
import dev.sterna.dialect.convert.TableScope;
import dev.sterna.model.Column;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.sql.Expression;
import dev.sterna.sql.Scope;
import dev.sterna.sql.SqlToken;
import dev.sterna.sql.Untranslatable;
import dev.sterna.sql.read.Reading;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * An expression over the columns of one table with other names of these. Its own words stay; it is read before and
 * after, so that nothing but the names has changed: what cannot be read is not renamed.
 */
public final class RenamedColumns {
    private final Expressions expressions;
    private final Function<String, List<SqlToken>> tokens;
    private final Predicate<SqlToken> mayBeColumn;
    private final UnaryOperator<String> quoted;

    /**
     * For the SQL of one engine, as its catalogue has it.
     *
     * @param mayBeColumn whether a token can be the name of a column
     * @param quoted how the engine writes a name
     */
    public RenamedColumns(
            Expressions expressions,
            Function<String, List<SqlToken>> tokens,
            Predicate<SqlToken> mayBeColumn,
            UnaryOperator<String> quoted) {
        this.expressions = expressions;
        this.tokens = tokens;
        this.mayBeColumn = mayBeColumn;
        this.quoted = quoted;
    }

    /** See {@link ColumnTexts#expression}. */
    public String in(String sql, TableDefinition table, Map<String, String> names) {
        List<SqlToken> all = tokens.apply(sql);
        StringBuilder renamed = new StringBuilder();
        int taken = 0;
        for (int i = 0; i < all.size(); i++) {
            String now = isAlone(all, i, table) ? name(all.get(i), names) : null;
            if (now != null) {
                renamed.append(sql, taken, all.get(i).start()).append(quoted.apply(now));
                taken = all.get(i).end();
            }
        }
        if (taken == 0) {
            return sql;
        }
        renamed.append(sql, taken, sql.length());
        return meansTheSame(sql, renamed.toString(), table, names) ? renamed.toString() : null;
    }

    /** Whether it is neither a function nor a type, a collation or what qualifies a name. */
    private boolean isAlone(List<SqlToken> all, int at, TableDefinition table) {
        if (!mayBeColumn.test(all.get(at))) {
            return false;
        }
        SqlToken after = at + 1 == all.size() ? null : all.get(at + 1);
        int first = at;
        while (first > 1 && all.get(first - 1).is(".")) {
            first -= 2;
        }
        if (first < at
                && !expressions
                        .reading()
                        .isSameName(table.name().name(), all.get(at - 2).value())) {
            return false;
        }
        SqlToken before = first == 0 ? null : all.get(first - 1);
        return (before == null || !before.is(":") && !before.is("COLLATE"))
                && (after == null || !after.is(".") && !after.is("("));
    }

    private String name(SqlToken token, Map<String, String> names) {
        Reading reading = expressions.reading();
        return names.entrySet().stream()
                .filter(name -> reading.isSameName(name.getKey(), token.value()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    private boolean meansTheSame(String sql, String renamed, TableDefinition table, Map<String, String> names) {
        TableScope scope = new TableScope(List.of(table.name().schema()));
        scope.add(
                table,
                table.name(),
                table.columns().stream()
                        .map(ColumnDefinition::column)
                        .collect(Collectors.toMap(Column::name, column -> column)));
        Scope.Relation relation = scope.table(table.name());
        try {
            Expression before = expressions.expression(sql, relation, scope);
            return before.equals(expressions.expression(renamed, relation, scope, names));
        } catch (Untranslatable notUnderstood) {
            return false;
        }
    }
}
