package dev.sterna.dialect.postgres.convert;

import dev.sterna.dialect.convert.ConversionDraft;
import dev.sterna.dialect.convert.ConvertedColumns;
import dev.sterna.dialect.convert.ConvertedTable;
import dev.sterna.dialect.convert.NameSpace;
import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.schema.Check;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks of what the types of a MySQL or MariaDB table refuse by themselves. */
final class TypeChecksFromMySql {
    private final ConversionDraft draft;
    private final ConvertedTable table;
    private final NameSpace names;
    private final List<Check> checks = new ArrayList<>();

    /** @param names those of the table's constraints */
    TypeChecksFromMySql(ConversionDraft draft, ConvertedTable table, NameSpace names) {
        this.draft = draft;
        this.table = table;
        this.names = names;
    }

    List<Check> checks() {
        for (ColumnDefinition column : table.source().columns()) {
            Column there = table.columns().get(column.column().name());
            if (there != null) {
                listed(column, there);
                if (!ConvertedColumns.isComputed(column)) {
                    bounded(column, there);
                }
            }
        }
        return checks;
    }

    private void bounded(ColumnDefinition column, Column there) {
        RangesFromMySql.condition(column.column(), there).ifPresent(sql -> {
            if (draft.checksRanges()) {
                add(column, there, sql, PostgresRule.RANGE_CHECKED);
            } else {
                draft.say(PostgresRule.RANGE_UNCHECKED.verdict(
                        name(column), null, column.column().nativeType(), null));
            }
        });
    }

    private void listed(ColumnDefinition column, Column there) {
        boolean text = there.type() instanceof LogicalType.Text || there.type() instanceof LogicalType.Char;
        String quoted = Literals.identifier(there.name());
        LogicalType type = column.column().type();
        if (text && type instanceof LogicalType.Enumeration list) {
            String sql = quoted + " IN (" + literals(withEmpty(list.values())) + ")";
            add(column, there, sql, PostgresRule.ENUM_CHECKED);
        } else if (text && type instanceof LogicalType.SetOf list) {
            String sql = "string_to_array(" + quoted + ", ',') <@ ARRAY[" + literals(list.values()) + "]::text[]";
            add(column, there, sql, PostgresRule.SET_CHECKED);
        } else if (column.isDocument()) {
            if (there.type() instanceof LogicalType.Json) {
                draft.say(PostgresRule.JSON_TYPED.verdict(
                        name(column), there.nativeType() + ", which takes nothing else"));
            } else if (text && draft.server().atLeast(16, 0)) {
                add(column, there, quoted + " IS JSON", PostgresRule.JSON_CHECKED);
            } else {
                draft.say(PostgresRule.JSON_UNCHECKED.verdict(name(column), null));
            }
        }
    }

    /** Such a column also holds the empty text, which a failed insert leaves where the server is not strict. */
    private static List<String> withEmpty(List<String> values) {
        return values.contains("")
                ? values
                : Stream.concat(values.stream(), Stream.of("")).toList();
    }

    private static String literals(List<String> values) {
        return values.stream().map(Literals::string).collect(Collectors.joining(", "));
    }

    private void add(ColumnDefinition column, Column there, String sql, PostgresRule rule) {
        String name = names.take(table.name().name() + "_" + there.name() + "_check");
        checks.add(new Check(name, sql, true, true, false, null));
        draft.say(rule.verdict(name(column), name + " CHECK (" + sql + ")"));
    }

    private ObjectName name(ColumnDefinition column) {
        return ConversionDraft.of(
                ObjectKind.CHECK, table.source().name(), column.column().name());
    }
}
