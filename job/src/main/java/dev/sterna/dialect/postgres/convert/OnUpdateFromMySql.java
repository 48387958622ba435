package dev.sterna.dialect.postgres.convert;

import dev.sterna.dialect.convert.ConversionDraft;
import dev.sterna.dialect.convert.ConvertedTable;
import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.dialect.postgres.sql.PostgresIdentifiers;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Routine;
import dev.sterna.model.schema.Trigger;
import dev.sterna.sql.Untranslatable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Triggers that do what ON UPDATE CURRENT_TIMESTAMP did. */
final class OnUpdateFromMySql {
    private final ConversionDraft draft;
    private final RelationNames names;
    private final List<Routine> routines = new ArrayList<>();
    private final List<Trigger> triggers = new ArrayList<>();

    OnUpdateFromMySql(ConversionDraft draft, RelationNames names) {
        this.draft = draft;
        this.names = names;
    }

    List<Routine> routines() {
        return routines;
    }

    List<Trigger> triggers() {
        return triggers;
    }

    void convert(ConvertedTable table) {
        for (ColumnDefinition column : table.source().columns()) {
            if (column.onUpdateSql() == null
                    || !table.columns().containsKey(column.column().name())) {
                continue;
            }
            ObjectName object = ConversionDraft.of(
                    ObjectKind.COLUMN, table.source().name(), column.column().name());
            String there = table.columns().get(column.column().name()).name();
            try {
                String now = draft.value(
                        table.source().name(),
                        column.onUpdateSql(),
                        table.columns().get(column.column().name()));
                String name = names.relation(table.name().schema(), table.name().name() + "_" + there + "_on_update")
                        .name();
                add(table, name, there, now);
                draft.say(PostgresRule.ON_UPDATE_TRIGGER.verdict(object, "trigger " + name));
            } catch (Untranslatable reason) {
                draft.say(
                        PostgresRule.TRIGGER_BY_HAND.verdict(object, null, reason.getMessage(), column.onUpdateSql()));
            }
        }
    }

    /** The stored row; without generated columns, which a trigger before the change sees empty. */
    private static String row(ConvertedTable table, String which) {
        if (table.source().columns().stream().noneMatch(column -> column.generation() != null)) {
            return which;
        }
        return table.source().columns().stream()
                .filter(column -> column.generation() == null)
                .map(column -> table.columns().get(column.column().name()))
                .filter(Objects::nonNull)
                .map(column -> which + "." + Literals.identifier(column.name()))
                // As one value: two rows side by side would be compared column by column, by operators that not all
                // have.
                .collect(Collectors.joining(", ", "ROW(", ")::record"));
    }

    private void add(ConvertedTable table, String name, String column, String now) {
        TableName function = new TableName(table.name().schema(), name);
        String quoted = Literals.identifier(column);
        // *<> compares the stored rows, also those of types that have no equality.
        String body = "BEGIN IF NEW." + quoted + " IS NOT DISTINCT FROM OLD." + quoted + " AND " + row(table, "NEW")
                + " *<> " + row(table, "OLD") + " THEN NEW." + quoted + " := " + now + "; END IF; RETURN NEW; END";
        String signature = PostgresIdentifiers.bare(name) + "()";
        routines.add(new Routine(
                function,
                Routine.Kind.FUNCTION,
                signature,
                "plpgsql",
                "CREATE OR REPLACE FUNCTION " + Literals.qualified(function) + "() RETURNS trigger LANGUAGE plpgsql AS "
                        + Literals.string(body),
                null,
                null));
        triggers.add(new Trigger(
                table.name(),
                name,
                "BEFORE",
                "UPDATE",
                "EXECUTE FUNCTION " + Literals.qualified(function) + "()",
                "CREATE TRIGGER " + Literals.identifier(name) + " BEFORE UPDATE ON "
                        + Literals.qualified(table.name()) + " FOR EACH ROW EXECUTE FUNCTION "
                        + Literals.qualified(function) + "()",
                true,
                null));
    }
}
