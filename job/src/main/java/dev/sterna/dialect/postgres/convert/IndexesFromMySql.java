package dev.sterna.dialect.postgres.convert;

import dev.sterna.dialect.convert.ConversionDraft;
import dev.sterna.dialect.convert.ConvertedTable;
import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.model.Column;
import dev.sterna.model.Key;
import dev.sterna.model.LogicalType;
import dev.sterna.model.schema.Deferral;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.UniqueConstraint;
import dev.sterna.sql.Untranslatable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Keys and indexes of a MySQL or MariaDB table. */
final class IndexesFromMySql {
    private final ConversionDraft draft;
    private final RelationNames names;
    private final ConvertedTable table;
    private final List<Index> indexes = new ArrayList<>();
    private final List<UniqueConstraint> uniques = new ArrayList<>();

    IndexesFromMySql(ConversionDraft draft, RelationNames names, ConvertedTable table) {
        this.draft = draft;
        this.names = names;
        this.table = table;
    }

    List<Index> indexes() {
        return indexes;
    }

    List<UniqueConstraint> uniques() {
        return uniques;
    }

    /** Null when the table has none, or none that converts. */
    UniqueConstraint primaryKey() {
        UniqueConstraint key = table.source().primaryKey();
        if (key == null) {
            return null;
        }
        ObjectName object = name(ObjectKind.PRIMARY_KEY, key.name());
        Key planned = draft.planned(table.source().name()).primaryKey();
        List<String> columns = key.columns().stream()
                .map(Index.Part::column)
                .filter(column -> !isRowTime(column))
                .toList();
        if (columns.isEmpty() || !table.has(columns) || key.columns().stream().anyMatch(part -> part.prefix() > 0)) {
            draft.say(PostgresRule.PRIMARY_KEY_BY_HAND.verdict(object, null, null, columns(key)));
            return null;
        }
        String wanted = planned == null ? table.name().name() + "_pkey" : planned.name();
        String name = names.relation(table.name().schema(), wanted).name();
        draft.say(PostgresRule.PRIMARY_KEY_KEPT.verdict(object, name));
        return constraint(name, table.names(columns), key.comment());
    }

    /** Of a system-versioned table: it tells former rows apart, of which there are none here. */
    private boolean isRowTime(String column) {
        return table.source().systemVersioned() && !table.columns().containsKey(column);
    }

    void convertUniques() {
        for (UniqueConstraint key : table.source().uniques()) {
            ObjectName object = name(ObjectKind.UNIQUE_CONSTRAINT, key.name());
            List<String> columns =
                    key.columns().stream().map(Index.Part::column).toList();
            if (!table.has(columns)) {
                draft.say(PostgresRule.UNIQUE_BY_HAND.verdict(object, null, null, columns(key)));
                continue;
            }
            String name = names.index(table.name(), key.name());
            uniques.add(constraint(name, table.names(columns), key.comment()));
            draft.say(PostgresRule.UNIQUE_KEPT.verdict(object, name));
        }
    }

    private static UniqueConstraint constraint(String name, List<String> columns, String comment) {
        return new UniqueConstraint(
                name,
                columns.stream().map(Index.Part::of).toList(),
                List.of(),
                Deferral.NOT_DEFERRABLE,
                false,
                comment);
    }

    void convertIndexes() {
        for (Index index : table.source().indexes()) {
            ObjectName object = name(ObjectKind.INDEX, index.name());
            try {
                convert(index, object);
            } catch (Untranslatable reason) {
                draft.say(PostgresRule.INDEX_BY_HAND.verdict(object, null, reason.getMessage(), describe(index)));
            }
        }
    }

    private void convert(Index index, ObjectName object) throws Untranslatable {
        PostgresRule rule;
        String over;
        String method = "btree";
        switch (index.method()) {
            case "fulltext" -> {
                rule = PostgresRule.INDEX_FULLTEXT;
                method = "gin";
                over = words(index);
            }
            case "hash" -> {
                rule = index.unique() && isLong(index) ? PostgresRule.INDEX_LONG_UNIQUE : PostgresRule.INDEX_KEPT;
                over = parts(index);
            }
            case "btree" -> {
                boolean prefix = index.parts().stream().anyMatch(part -> part.prefix() > 0);
                rule = prefix
                        ? PostgresRule.INDEX_PREFIX
                        : index.visible() ? PostgresRule.INDEX_KEPT : PostgresRule.INDEX_SHOWN;
                over = parts(index);
            }
            default -> throw new Untranslatable("PostgreSQL has no " + index.method() + " index over this type");
        }
        String name = names.index(table.name(), index.name());
        String definition = "CREATE " + (index.unique() ? "UNIQUE " : "") + "INDEX " + Literals.identifier(name)
                + " ON " + Literals.qualified(table.name()) + " USING " + method + " (" + over + ")";
        indexes.add(new Index(
                name,
                index.unique(),
                method,
                targetParts(index, over, rule),
                List.of(),
                null,
                false,
                true,
                definition,
                index.comment()));
        draft.say(rule.verdict(object, definition));
    }

    private List<Index.Part> targetParts(Index index, String over, PostgresRule rule) {
        if (rule == PostgresRule.INDEX_FULLTEXT) {
            return List.of(new Index.Part(null, over, false, null, 0, null, null));
        }
        return index.parts().stream()
                .map(part -> part.column() == null || part.prefix() > 0 || rule == PostgresRule.INDEX_LONG_UNIQUE
                        ? new Index.Part(null, over, part.descending(), null, 0, null, null)
                        : new Index.Part(
                                table.columns().get(part.column()).name(),
                                null,
                                part.descending(),
                                null,
                                0,
                                null,
                                null))
                .toList();
    }

    private String parts(Index index) throws Untranslatable {
        List<String> parts = new ArrayList<>();
        for (Index.Part part : index.parts()) {
            String sql;
            if (part.column() == null) {
                sql = "(" + draft.key(table.source().name(), part.expression()) + ")";
            } else {
                Column column = column(part.column());
                String quoted = Literals.identifier(column.name());
                if (column.type() instanceof LogicalType.Json) {
                    throw new Untranslatable("PostgreSQL's json has no order to index");
                }
                sql = part.prefix() == 0
                        ? index.unique() && index.method().equals("hash") && isLong(column)
                                ? "md5(" + quoted + ")"
                                : quoted
                        : column.type() instanceof LogicalType.Bytes
                                ? "substring(" + quoted + " from 1 for " + part.prefix() + ")"
                                : "left(" + quoted + ", " + part.prefix() + ")";
            }
            parts.add(sql + (part.descending() ? " DESC" : ""));
        }
        return String.join(", ", parts);
    }

    private boolean isLong(Index index) {
        return index.parts().stream()
                .map(part -> table.columns().get(part.column()))
                .anyMatch(column -> column != null && isLong(column));
    }

    private static boolean isLong(Column column) {
        return column.type() instanceof LogicalType.Bytes
                || column.type() instanceof LogicalType.Text text && text.maxCharacters() == 0;
    }

    private String words(Index index) throws Untranslatable {
        List<String> texts = new ArrayList<>();
        for (Index.Part part : index.parts()) {
            texts.add("coalesce(" + Literals.identifier(column(part.column()).name()) + "::text, '')");
        }
        return "to_tsvector('simple'::regconfig, " + String.join(" || ' ' || ", texts) + ")";
    }

    private Column column(String name) throws Untranslatable {
        Column column = table.columns().get(name);
        if (column == null) {
            throw new Untranslatable("its column " + name + " does not convert");
        }
        return column;
    }

    private ObjectName name(ObjectKind kind, String name) {
        return ConversionDraft.of(kind, table.source().name(), name);
    }

    private static String columns(UniqueConstraint key) {
        return key.columns().stream()
                .map(part -> part.column() + (part.prefix() > 0 ? "(" + part.prefix() + ")" : ""))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private static String describe(Index index) {
        return index.definition() != null
                ? index.definition()
                : (index.unique() ? "UNIQUE " : "") + index.method().toUpperCase(Locale.ROOT) + " INDEX "
                        + index.name()
                        + index.parts().stream()
                                .map(part -> part.column() == null ? "(" + part.expression() + ")" : part.column())
                                .collect(Collectors.joining(", ", " (", ")"));
    }
}
