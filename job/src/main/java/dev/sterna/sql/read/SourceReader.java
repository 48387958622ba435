package dev.sterna.sql.read;

import dev.sterna.sql.Expression;
import dev.sterna.sql.Function;
import dev.sterna.sql.Query;
import dev.sterna.sql.Scope;
import dev.sterna.sql.Untranslatable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.sf.jsqlparser.expression.Alias;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.LateralSubSelect;
import net.sf.jsqlparser.statement.select.ParenthesedFromItem;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;

/** Turns what follows FROM into ours, and makes its columns known. */
final class SourceReader {
    private final Reading reading;
    private final MaskedSql marked;
    private final Scope scope;
    private final Names names;

    SourceReader(Reading reading, MaskedSql marked, Scope scope, Names names) {
        this.reading = reading;
        this.marked = marked;
        this.scope = scope;
        this.names = names;
    }

    Query.Source from(FromItem first, List<Join> joins) throws Untranslatable {
        int before = names.visible().size();
        Query.Source source = source(first);
        boolean comma = false;
        for (Join join : joins == null ? List.<Join>of() : joins) {
            int middle = names.visible().size();
            Query.JoinKind kind = kind(join);
            comma |= join.isSimple();
            if (comma && (kind == Query.JoinKind.RIGHT || kind == Query.JoinKind.FULL)) {
                throw new Untranslatable("it joins a list of tables to the right");
            }
            Query.Source right = source(join.getFromItem());
            Expression on = on(join, kind, before, middle);
            if (on == null && kind != Query.JoinKind.CROSS) {
                if (kind != Query.JoinKind.INNER) {
                    throw new Untranslatable("it has an outer join without a condition");
                }
                kind = Query.JoinKind.CROSS;
            }
            source = new Query.Join(kind, source, right, on);
        }
        return source;
    }

    private static Query.JoinKind kind(Join join) throws Untranslatable {
        String words = join.toString()
                .substring(
                        0, Math.max(0, join.toString().length() - behind(join).length()))
                .strip()
                .replaceAll("\\s+", " ")
                .toLowerCase(Locale.ROOT);
        return switch (words) {
            case "", "join", "inner join", "straight_join" -> Query.JoinKind.INNER;
            case "left join", "left outer join" -> Query.JoinKind.LEFT;
            case "right join", "right outer join" -> Query.JoinKind.RIGHT;
            case "cross join" -> Query.JoinKind.CROSS;
            case "full join", "full outer join" -> Query.JoinKind.FULL;
            default -> throw new Untranslatable("it has " + words + ", which is not understood");
        };
    }

    /** What the parser writes behind the words of a join. */
    private static String behind(Join join) {
        String text = join.toString();
        return text.substring(text.indexOf(join.getFromItem().toString()));
    }

    private Expression on(Join join, Query.JoinKind kind, int before, int middle) throws Untranslatable {
        if (join.getUsingColumns() != null && !join.getUsingColumns().isEmpty()) {
            return using(join, kind, before, middle);
        }
        Expression on = null;
        ExpressionReader reader = new ExpressionReader(reading, marked, scope, names);
        for (net.sf.jsqlparser.expression.Expression condition : join.getOnExpressions()) {
            Expression one = reader.condition(condition);
            on = on == null ? one : new Expression.Logic(Expression.Connective.AND, on, one);
        }
        return on;
    }

    /** As a condition. Where a row has only one of the two columns, the name alone means that one. */
    private Expression using(Join join, Query.JoinKind kind, int before, int middle) throws Untranslatable {
        Expression on = null;
        for (Column column : join.getUsingColumns()) {
            String name = marked.nameOf(column.getColumnName());
            Expression left = only(name, before, middle);
            Expression right = only(name, middle, names.visible().size());
            Expression one = new Expression.Compare(Expression.Comparison.EQUAL, left, right);
            on = on == null ? one : new Expression.Logic(Expression.Connective.AND, on, one);
            names.merge(name, merged(kind, left, right));
        }
        return on;
    }

    private static Expression merged(Query.JoinKind kind, Expression left, Expression right) {
        return switch (kind) {
            case INNER, LEFT, CROSS -> left;
            case RIGHT -> right;
            case FULL -> new Expression.Call(Function.COALESCE, List.of(left, right));
        };
    }

    private Expression only(String name, int from, int to) throws Untranslatable {
        Expression merged = names.merged(name);
        List<Expression> found = new ArrayList<>();
        for (Names.Visible source : names.visible().subList(from, to)) {
            for (Query.Item column : source.columns()) {
                if (reading.isSameName(column.name(), name)) {
                    found.add(column.value());
                }
            }
        }
        if (found.size() > 1 && merged != null && found.contains(merged)) {
            return merged;
        }
        if (found.size() != 1) {
            throw new Untranslatable("it is not clear whose column " + name + " is");
        }
        return found.get(0);
    }

    private Query.Source source(FromItem item) throws Untranslatable {
        if (item.getPivot() != null || item.getUnPivot() != null || item.getSampleClause() != null) {
            throw new Untranslatable("a clause of its FROM is not understood");
        }
        if (item instanceof ParenthesedFromItem within) {
            if (within.getAlias() != null) {
                throw new Untranslatable("it gives a join a name");
            }
            return from(within.getFromItem(), within.getJoins());
        }
        if (item instanceof Table table) {
            return table(table);
        }
        if (item instanceof ParenthesedSelect within && !(item instanceof LateralSubSelect)) {
            return subquery(within);
        }
        throw new Untranslatable("it reads from something that is neither a table nor a plain subquery");
    }

    private Query.Source table(Table table) throws Untranslatable {
        ClauseCheck.require(
                table, table.getFullyQualifiedName() + (table.getAlias() == null ? "" : table.getAlias()), "a table");
        List<String> parts = new ArrayList<>();
        table.getNameParts().forEach(part -> parts.add(0, marked.nameOf(part)));
        if (parts.size() > 2) {
            throw new Untranslatable("it reads from another database");
        }
        String name = parts.get(parts.size() - 1);
        String schema = parts.size() > 1 ? parts.get(0) : null;
        Alias alias = table.getAlias();
        String qualifier = alias == null ? name : marked.nameOf(alias.getName());
        List<Query.Item> common = schema == null ? names.common(name) : null;
        if (common != null) {
            List<Query.Item> columns = new ArrayList<>();
            for (Query.Item column : common) {
                Expression.OutputValue value = (Expression.OutputValue) column.value();
                columns.add(new Query.Item(
                        new Expression.OutputValue(qualifier, value.name(), value.origin()), column.name()));
            }
            names.add(new Names.Visible(null, qualifier, renamed(columns, alias)));
            return new Query.CommonRelation(name, qualifier);
        }
        Scope.Relation relation = scope.relation(schema, name)
                .orElseThrow(() -> new Untranslatable("it reads " + name + ", which the target does not have"));
        List<Query.Item> columns = renamed(QueryReader.columns(relation, qualifier), alias);
        names.add(new Names.Visible(relation.source().schema(), qualifier, columns));
        return new Query.Relation(relation.source(), relation.target(), qualifier, relation.key());
    }

    /** The columns under the names that the alias gives them; they are written by their own. */
    private List<Query.Item> renamed(List<Query.Item> columns, Alias alias) throws Untranslatable {
        if (alias == null
                || alias.getAliasColumns() == null
                || alias.getAliasColumns().isEmpty()) {
            return columns;
        }
        List<Query.Item> renamed = new ArrayList<>(columns);
        for (int i = 0; i < alias.getAliasColumns().size(); i++) {
            if (i >= columns.size() || alias.getAliasColumns().get(i).colDataType != null) {
                throw new Untranslatable("its alias names columns that are not there");
            }
            renamed.set(
                    i,
                    new Query.Item(
                            columns.get(i).value(),
                            marked.nameOf(alias.getAliasColumns().get(i).name)));
        }
        return renamed;
    }

    private Query.Source subquery(ParenthesedSelect node) throws Untranslatable {
        if (node.getAlias() == null) {
            throw new Untranslatable("its subquery has no name");
        }
        String alias = marked.nameOf(node.getAlias().getName());
        // A subquery in FROM does not see its neighbours.
        Names around = names.outside();
        Query query = new QueryReader(reading, marked, scope, around).query(node);
        List<Query.Item> columns = new ArrayList<>();
        for (Query.Item item : query.outputs()) {
            columns.add(new Query.Item(new Expression.OutputValue(alias, item.name(), item.value()), item.name()));
        }
        names.add(new Names.Visible(null, alias, renamed(columns, node.getAlias())));
        return new Query.Subquery(query, alias, List.of());
    }
}
