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
    private final ConversionDraft draft;
    private final ObjectNames names;

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
            if (!canHold(table, columns)) {
                draft.say(MySqlRule.KEY_BY_HAND.verdict(object, null, null, describe(key)));
            } else if (key.nullsNotDistinct() && mayBeNull(table, columns)) {
                draft.say(MySqlRule.KEY_NULLS_BY_HAND.verdict(object, null, null, describe(key)));
            } else {
                String name = names.index(table.name(), key.name());
                say(key, object, MySqlRule.UNIQUE_KEPT, name);
                keys.add(key(table, key, name));
            }
        }
        return keys;
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
