package dev.sterna.dialect.mysql.convert;

import dev.sterna.dialect.convert.ConversionDraft;
import dev.sterna.dialect.convert.ConvertedTable;
import dev.sterna.model.Column;
import dev.sterna.model.Column.Generated;
import dev.sterna.model.schema.Deferral;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.UniqueConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Primary keys and unique constraints of another engine's tables. */
final class KeysFromPostgres {
    /** The method of an index over hashes of values. */
    static final String HASH = "hash";

    private final ConversionDraft draft;
    private final ObjectNames names;
    private final List<Index> hashed = new ArrayList<>();

    KeysFromPostgres(ConversionDraft draft, ObjectNames names) {
        this.draft = draft;
        this.names = names;
    }

    /** Null when the table has none, or none that can be. */
    UniqueConstraint primary(ConvertedTable table) {
        UniqueConstraint key = table.source().primaryKey();
        if (key == null) {
            return null;
        }
        ObjectName object =
                ConversionDraft.of(ObjectKind.PRIMARY_KEY, table.source().name(), key.name());
        List<String> columns = columns(key);
        if (!canHold(table, columns) || !areStored(table, columns)) {
            draft.say(MySqlRule.KEY_BY_HAND.verdict(object, null, null, describe(key)));
            return null;
        }
        say(key, object, MySqlRule.PRIMARY_KEY_KEPT, "PRIMARY");
        return key(table, key, "PRIMARY");
    }

    List<UniqueConstraint> uniques(ConvertedTable table) {
        List<UniqueConstraint> keys = new ArrayList<>();
        for (UniqueConstraint key : table.source().uniques()) {
            ObjectName object = ConversionDraft.of(
                    ObjectKind.UNIQUE_CONSTRAINT, table.source().name(), key.name());
            List<String> columns = columns(key);
            boolean whole = canHold(table, columns);
            if (!whole && !canHash(draft, table, columns)) {
                draft.say(MySqlRule.KEY_BY_HAND.verdict(object, null, null, describe(key)));
            } else if (key.nullsNotDistinct() && mayBeNull(table, columns)) {
                draft.say(MySqlRule.KEY_NULLS_BY_HAND.verdict(object, null, null, describe(key)));
            } else {
                String name = names.index(table.name(), key.name());
                say(key, object, whole ? MySqlRule.UNIQUE_KEPT : MySqlRule.UNIQUE_HASHED, name);
                UniqueConstraint made = key(table, key, name);
                if (whole) {
                    keys.add(made);
                } else {
                    hashed.add(hashed(made));
                }
            }
        }
        return keys;
    }

    /** Those of the uniques that are asked for that are indexes by hash. */
    List<Index> hashed() {
        return hashed;
    }

    private static Index hashed(UniqueConstraint key) {
        return new Index(key.name(), true, HASH, key.columns(), List.of(), null, false, true, null, key.comment());
    }

    /** Whether values of any length are unique by their hashes: MariaDB can do that. */
    static boolean canHash(ConversionDraft draft, ConvertedTable table, List<String> columns) {
        return draft.server().product().equals("mariadb")
                && table.has(columns)
                && columns.size() <= IndexPrefixes.MOST_COLUMNS;
    }

    private void say(UniqueConstraint key, ObjectName object, MySqlRule rule, String name) {
        draft.say(rule.verdict(object, name));
        if (ColumnsFromPostgres.isSpoilt(key.comment(), ColumnsFromPostgres.COMMENT_CHARACTERS)) {
            draft.say(MySqlRule.COLUMN_COMMENT_CUT.verdict(object, null));
        }
        if (key.deferral() != Deferral.NOT_DEFERRABLE) {
            draft.say(MySqlRule.KEY_DEFERRABLE.verdict(object, name));
        }
        if (!key.included().isEmpty()) {
            draft.say(MySqlRule.KEY_INCLUDE_DROPPED.verdict(object, null));
        }
    }

    private static UniqueConstraint key(ConvertedTable table, UniqueConstraint key, String name) {
        return new UniqueConstraint(
                name,
                table.names(columns(key)).stream().map(Index.Part::of).toList(),
                List.of(),
                Deferral.NOT_DEFERRABLE,
                false,
                ColumnsFromPostgres.comment(key.comment()));
    }

    private static List<String> columns(UniqueConstraint key) {
        return key.columns().stream().map(Index.Part::column).toList();
    }

    private static boolean canHold(ConvertedTable table, List<String> columns) {
        return table.has(columns)
                && IndexPrefixes.holds(columns.stream()
                        .map(column -> table.columns().get(column))
                        .toList());
    }

    /** MariaDB has no primary key over a generated column. */
    private static boolean areStored(ConvertedTable table, List<String> columns) {
        return columns.stream()
                .map(column -> table.columns().get(column).generated())
                .noneMatch(Generated.COMPUTED::equals);
    }

    static boolean mayBeNull(ConvertedTable table, List<String> columns) {
        return columns.stream().map(column -> table.columns().get(column)).anyMatch(Column::nullable);
    }

    private static String describe(UniqueConstraint key) {
        return columns(key).stream().collect(Collectors.joining(", ", "(", ")"));
    }
}
