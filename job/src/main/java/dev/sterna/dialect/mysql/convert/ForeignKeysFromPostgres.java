package dev.sterna.dialect.mysql.convert;

import dev.sterna.dialect.convert.ConversionDraft;
import dev.sterna.dialect.convert.ConvertedTable;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.model.Column;
import dev.sterna.model.Column.Generated;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.Deferral;
import dev.sterna.model.schema.ForeignKey;
import dev.sterna.model.schema.ForeignKey.Action;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.sql.Untranslatable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Foreign keys of another engine, between tables that are made. */
final class ForeignKeysFromPostgres {
    private static final Set<Action> CHANGING = Set.of(Action.CASCADE, Action.SET_NULL, Action.SET_DEFAULT);

    private final ConversionDraft draft;
    private final ObjectNames names;
    private final Map<TableName, KeyedTable> tables;

    /** @param tables by their names in the source */
    ForeignKeysFromPostgres(ConversionDraft draft, ObjectNames names, Map<TableName, KeyedTable> tables) {
        this.draft = draft;
        this.names = names;
        this.tables = tables;
    }

    List<ForeignKey> keys(KeyedTable table) {
        List<ForeignKey> keys = new ArrayList<>();
        for (ForeignKey key : table.table().source().foreignKeys()) {
            ObjectName object = ConversionDraft.of(
                    ObjectKind.FOREIGN_KEY, table.table().source().name(), key.name());
            try {
                keys.add(convert(table, key, object));
            } catch (Untranslatable reason) {
                draft.say(MySqlRule.FOREIGN_KEY_BY_HAND.drafted(
                        object, reason.getMessage(), describe(key), suggestion(table.table(), key)));
            }
        }
        return keys;
    }

    /** The indexes that the foreign keys need and the table has not; the server would make them by itself. */
    List<Index> indexes(KeyedTable table, List<ForeignKey> keys) {
        List<Index> indexes = new ArrayList<>();
        KeyedTable grown = table;
        for (ForeignKey key : keys) {
            if (!grown.isIndexed(key.columns())) {
                indexes.add(new Index(
                        names.indexOfForeignKey(table.table().name(), key.name()),
                        false,
                        "btree",
                        key.columns().stream().map(Index.Part::of).toList(),
                        List.of(),
                        null,
                        false,
                        true,
                        null,
                        null));
                List<Index> all = new ArrayList<>(table.indexes());
                all.addAll(indexes);
                grown = new KeyedTable(table.table(), table.columns(), table.primary(), table.uniques(), all);
            }
        }
        return indexes;
    }

    /** The columns that a change of a referenced row changes. */
    static Set<String> changed(List<ForeignKey> keys) {
        Set<String> columns = new HashSet<>();
        for (ForeignKey key : keys) {
            if (CHANGING.contains(key.onUpdate()) || key.onDelete() == Action.SET_NULL) {
                columns.addAll(key.columns());
            }
        }
        return columns;
    }

    private ForeignKey convert(KeyedTable from, ForeignKey key, ObjectName object) throws Untranslatable {
        KeyedTable to = tables.get(key.target());
        require(to != null, key.target() + " is not migrated");
        require(from.table().has(key.columns()) && to.table().has(key.referenced()), "a column of it does not convert");
        require(key.setColumns().isEmpty(), "InnoDB sets all columns of a foreign key to NULL, or none");
        List<String> columns = from.table().names(key.columns());
        List<String> referenced = to.table().names(key.referenced());
        List<String> order = to.orderedKeys().stream()
                .filter(candidate -> candidate.size() == referenced.size() && candidate.containsAll(referenced))
                .findFirst()
                .orElseThrow(() -> new Untranslatable("no key of " + to.table().name() + " is over these columns"));
        columns = order.stream().map(referenced::indexOf).map(columns::get).toList();
        checkColumns(from, to, columns, order);
        checkActions(from, key, columns);
        require(
                IndexPrefixes.holds(columns.stream().map(from::column).toList()),
                "its columns are longer than an index entry");
        String name = names.constraint(from.table().name(), key.name());
        say(from, key, object, name);
        return new ForeignKey(
                name,
                columns,
                to.table().name(),
                order,
                action(key.onDelete()),
                action(key.onUpdate()),
                false,
                Deferral.NOT_DEFERRABLE,
                true,
                List.of(),
                null);
    }

    private static void checkColumns(KeyedTable from, KeyedTable to, List<String> columns, List<String> referenced)
            throws Untranslatable {
        for (int i = 0; i < columns.size(); i++) {
            Column one = from.column(columns.get(i));
            Column other = to.column(referenced.get(i));
            require(
                    one.generated() != Generated.COMPUTED && other.generated() != Generated.COMPUTED,
                    "a column of it is generated");
            require(
                    areAlike(one, other),
                    from.table().name() + "." + one.name() + " is " + type(one) + ", and "
                            + to.table().name() + "." + other.name() + " is " + type(other));
        }
    }

    private static String type(Column column) {
        return column.nativeType() + (column.collation() == null ? "" : " " + column.collation());
    }

    /** Lengths of texts and octets may differ. */
    private static boolean areAlike(Column one, Column other) {
        return family(one).equals(family(other))
                && Objects.equals(one.charset(), other.charset())
                && Objects.equals(one.collation(), other.collation());
    }

    private static String family(Column column) {
        String type = column.nativeType().toLowerCase(Locale.ROOT);
        return type.replaceFirst("^(?:var)?(char|binary)\\(\\d+\\)$", "$1")
                .replaceFirst("^([a-z]*int)\\(\\d+\\)", "$1");
    }

    private static void checkActions(KeyedTable from, ForeignKey key, List<String> columns) throws Untranslatable {
        boolean setsNull = key.onDelete() == Action.SET_NULL || key.onUpdate() == Action.SET_NULL;
        for (String column : columns) {
            require(!setsNull || from.column(column).nullable(), column + " cannot be set to NULL");
        }
        if (CHANGING.contains(key.onDelete()) || CHANGING.contains(key.onUpdate())) {
            Set<String> bases = from.columns().stream()
                    .map(ColumnDefinition::generation)
                    .filter(generation -> generation != null && generation.stored())
                    .flatMap(generation -> PostgresText.columnsOf(generation.sql()).stream())
                    .collect(Collectors.toSet());
            require(
                    columns.stream().noneMatch(bases::contains),
                    "a stored generated column is computed from what it changes");
        }
    }

    private static void require(boolean condition, String orElse) throws Untranslatable {
        if (!condition) {
            throw new Untranslatable(orElse);
        }
    }

    private void say(KeyedTable from, ForeignKey key, ObjectName object, String name) {
        draft.say(MySqlRule.FOREIGN_KEY_KEPT.verdict(object, name));
        if (key.deferral() != Deferral.NOT_DEFERRABLE) {
            draft.say(MySqlRule.FOREIGN_KEY_DEFERRABLE.verdict(object, name));
        }
        if (key.onDelete() == Action.SET_DEFAULT || key.onUpdate() == Action.SET_DEFAULT) {
            draft.say(MySqlRule.FOREIGN_KEY_DEFAULT_DROPPED.verdict(object, name));
        }
        if (key.matchFull() && key.columns().size() > 1) {
            draft.say(MySqlRule.FOREIGN_KEY_MATCH_FULL.verdict(object, name));
        }
        if (!key.validated()) {
            draft.say(MySqlRule.FOREIGN_KEY_VALIDATED.verdict(object, name));
        }
        boolean toItself = key.target().equals(from.table().source().name());
        if (toItself && (key.onUpdate() == Action.CASCADE || key.onUpdate() == Action.SET_NULL)) {
            draft.say(MySqlRule.FOREIGN_KEY_SELF_UPDATE.verdict(object, name));
        }
        if (key.comment() != null) {
            draft.say(MySqlRule.CONSTRAINT_COMMENT_DROPPED.verdict(object, null));
        }
    }

    private static Action action(Action action) {
        return action == Action.SET_DEFAULT ? Action.NO_ACTION : action;
    }

    private static String describe(ForeignKey key) {
        return "FOREIGN KEY (" + String.join(", ", key.columns()) + ") REFERENCES " + key.target() + " ("
                + String.join(", ", key.referenced()) + ") ON DELETE "
                + key.onDelete().sql() + " ON UPDATE " + key.onUpdate().sql();
    }

    private String suggestion(ConvertedTable table, ForeignKey key) {
        KeyedTable to = tables.get(key.target());
        if (to == null || !table.has(key.columns()) || !to.table().has(key.referenced())) {
            return null;
        }
        return "ALTER TABLE " + MySqlLiterals.quote(table.name()) + " ADD FOREIGN KEY ("
                + quoted(table.names(key.columns())) + ") REFERENCES "
                + MySqlLiterals.quote(to.table().name()) + " ("
                + quoted(to.table().names(key.referenced())) + ")";
    }

    private static String quoted(List<String> columns) {
        return columns.stream().map(MySqlLiterals::quote).collect(Collectors.joining(", "));
    }
}
