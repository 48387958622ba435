package dev.sterna.dialect.mysql.convert;

import dev.sterna.dialect.convert.ConversionDraft;
import dev.sterna.dialect.convert.ConvertedTable;
import dev.sterna.dialect.mysql.sql.MySqlCollations;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.model.Column;
import dev.sterna.model.schema.Index;
import dev.sterna.sql.Untranslatable;
import java.util.ArrayList;
import java.util.List;

/** What a person may make instead of an index that cannot be: the same over computed columns, as statements that run. */
final class IndexDrafts {
    /** Of a hash, and of an expression of which nobody knows how long its values are. */
    private static final String HASH = "char(32) CHARACTER SET ascii COLLATE ascii_bin";

    private final ConversionDraft draft;

    IndexDrafts(ConversionDraft draft) {
        this.draft = draft;
    }

    /** The unique index of some rows: over a column that is NULL in the others. Null where a part does not translate. */
    String ofSomeRows(ConvertedTable table, Index index, String name) {
        try {
            String some = draft.condition(table.source().name(), index.predicate());
            List<String> added = new ArrayList<>();
            List<String> parts = new ArrayList<>();
            for (Index.Part part : index.parts()) {
                boolean first = parts.isEmpty();
                if (part.expression() == null && !first) {
                    parts.add(MySqlLiterals.quote(
                            table.columns().get(part.column()).name()));
                } else {
                    String value = value(table, part);
                    parts.add(added(
                            table,
                            part,
                            name + "_" + (parts.size() + 1),
                            first ? "IF(" + some + ", " + value + ", NULL)" : value,
                            added));
                }
            }
            return statement(table, index, name, added, parts);
        } catch (Untranslatable none) {
            return null;
        }
    }

    /** An index over expressions, or over values that are too long for it. Null where a part does not translate. */
    String ofExpressions(ConvertedTable table, Index index, String name) {
        try {
            List<String> added = new ArrayList<>();
            List<String> parts = new ArrayList<>();
            for (Index.Part part : index.parts()) {
                Column column = part.expression() == null ? table.columns().get(part.column()) : null;
                parts.add(
                        column != null && IndexPrefixes.holds(List.of(column))
                                ? MySqlLiterals.quote(column.name())
                                : added(table, part, name + "_" + (parts.size() + 1), value(table, part), added));
            }
            return statement(table, index, name, added, parts);
        } catch (Untranslatable none) {
            return null;
        }
    }

    private String value(ConvertedTable table, Index.Part part) throws Untranslatable {
        if (part.expression() != null) {
            return draft.key(table.source().name(), part.expression());
        }
        Column column = table.columns().get(part.column());
        if (column == null) {
            throw new Untranslatable("a column of it does not convert");
        }
        return MySqlLiterals.quote(column.name());
    }

    /** Adds the column; returns its name. A value of its column's type keeps it, and is hashed where no index holds it. */
    private static String added(ConvertedTable table, Index.Part part, String name, String value, List<String> added) {
        Column column = part.expression() == null ? table.columns().get(part.column()) : null;
        boolean hashed = column == null || !IndexPrefixes.holds(List.of(column));
        String quoted = MySqlLiterals.quote(name);
        added.add("ADD COLUMN " + quoted + " " + (hashed ? HASH : type(column)) + " GENERATED ALWAYS AS ("
                + (hashed ? "MD5(" + value + ")" : value) + ") VIRTUAL");
        return quoted;
    }

    private static String type(Column column) {
        return column.nativeType()
                + (column.charset() == null ? "" : " CHARACTER SET " + column.charset())
                + (column.collation() == null ? "" : " COLLATE " + MySqlCollations.portable(column.collation()));
    }

    private static String statement(
            ConvertedTable table, Index index, String name, List<String> added, List<String> parts) {
        List<String> changes = new ArrayList<>(added);
        changes.add("ADD " + (index.unique() ? "UNIQUE " : "") + "KEY " + MySqlLiterals.quote(name) + " ("
                + String.join(", ", parts) + ")");
        return "ALTER TABLE " + MySqlLiterals.quote(table.name()) + " " + String.join(", ", changes);
    }
}
