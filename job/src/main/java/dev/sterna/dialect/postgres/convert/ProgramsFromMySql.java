package dev.sterna.dialect.postgres.convert;

import dev.sterna.dialect.convert.ConversionDraft;
import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.Grant;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Routine;
import dev.sterna.model.schema.Schema.Dependency;
import dev.sterna.model.schema.Sequence;
import dev.sterna.model.schema.Trigger;
import dev.sterna.model.schema.Verdict;
import dev.sterna.model.schema.View;
import dev.sterna.sql.Untranslatable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Views, sequences, programs and grants of MySQL and MariaDB. */
final class ProgramsFromMySql {
    private final ConversionDraft draft;
    private final RelationNames names;
    private final List<Sequence> sequences = new ArrayList<>();
    private final List<View> views = new ArrayList<>();
    private final List<Routine> routines = new ArrayList<>();
    private final List<Trigger> triggers = new ArrayList<>();
    private final Set<TableName> plain = new HashSet<>();
    private final List<Dependency> dependencies = new ArrayList<>();

    ProgramsFromMySql(ConversionDraft draft, RelationNames names) {
        this.draft = draft;
        this.names = names;
    }

    List<Sequence> sequences() {
        return sequences;
    }

    List<View> views() {
        return views;
    }

    List<Routine> routines() {
        return routines;
    }

    List<Trigger> triggers() {
        return triggers;
    }

    List<Dependency> dependencies() {
        return dependencies;
    }

    void convertSequences() {
        for (Sequence sequence : draft.source().sequences()) {
            ObjectName object = ConversionDraft.of(ObjectKind.SEQUENCE, sequence.name());
            if (sequence.start() == null) {
                draft.say(PostgresRule.SEQUENCE_BY_HAND.verdict(object, null));
                continue;
            }
            TableName name = names.sequence(sequence.name());
            BigInteger most = BigInteger.valueOf(Long.MAX_VALUE);
            // 0 stands for auto_increment_increment, a setting of the server.
            boolean counts = sequence.increment().signum() != 0;
            sequences.add(new Sequence(
                    name,
                    "bigint",
                    sequence.start().min(most).max(most.negate()),
                    counts ? sequence.increment() : BigInteger.ONE,
                    sequence.least().max(most.negate()),
                    sequence.greatest().min(most),
                    Math.max(1, sequence.cache()),
                    sequence.cycle(),
                    sequence.next(),
                    null,
                    null,
                    sequence.comment()));
            draft.say((counts ? PostgresRule.SEQUENCE_KEPT : PostgresRule.SEQUENCE_STEP)
                    .verdict(object, "sequence " + name));
        }
    }

    /** Each when those that it reads are there. */
    void convertViews() {
        List<View> open = new ArrayList<>(draft.source().views());
        Set<TableName> pending = new HashSet<>();
        open.forEach(view -> pending.add(view.name()));
        boolean progress = true;
        while (!open.isEmpty() && progress) {
            progress = false;
            for (View view : List.copyOf(open)) {
                if (view.uses().stream().noneMatch(used -> pending.contains(used) && !used.equals(view.name()))) {
                    convert(view);
                    open.remove(view);
                    pending.remove(view.name());
                    progress = true;
                }
            }
        }
        open.forEach(view -> draft.say(PostgresRule.VIEW_BY_HAND.verdict(
                name(view), null, "views that read each other in a circle", view.sql())));
    }

    private void convert(View view) {
        if (view.sql() == null) {
            draft.say(PostgresRule.VIEW_BY_HAND.verdict(name(view), null, "this role may not see it", null));
            return;
        }
        try {
            String sql = draft.query(view.sql());
            TableName name = names.relation(
                    draft.schema(view.name().schema()), view.name().name());
            View converted = new View(
                    name,
                    false,
                    view.columns(),
                    sql,
                    view.uses().stream().map(this::target).toList(),
                    isPlain(view, sql) ? view.checkOption() : "NONE",
                    view.runsAsInvoker() && draft.server().atLeast(15, 0),
                    true,
                    List.of(),
                    null,
                    view.comment());
            views.add(converted);
            draft.scope().add(view, name);
            converted
                    .uses()
                    .forEach(used -> dependencies.add(new Dependency(
                            ConversionDraft.of(ObjectKind.VIEW, name),
                            ConversionDraft.of(
                                    views.stream()
                                                    .anyMatch(other ->
                                                            other.name().equals(used))
                                            ? ObjectKind.VIEW
                                            : ObjectKind.TABLE,
                                    used))));
            draft.say(PostgresRule.VIEW_KEPT.verdict(name(view), "view " + name));
            if (isPlain(view, sql)) {
                plain.add(view.name());
            } else if (!view.checkOption().equals("NONE")) {
                draft.say(PostgresRule.VIEW_CHECK_DROPPED.verdict(name(view), null));
            }
            if (view.runsAsInvoker() && !converted.runsAsInvoker()) {
                draft.say(PostgresRule.VIEW_INVOKER_DROPPED.verdict(name(view), null));
            }
        } catch (Untranslatable reason) {
            draft.say(PostgresRule.VIEW_BY_HAND.verdict(name(view), null, reason.getMessage(), view.sql()));
        }
    }

    /** Whether PostgreSQL writes through it: one over one relation that is a table, or such a view itself. */
    private boolean isPlain(View view, String sql) {
        if (view.uses().size() != 1 || sql.toLowerCase(Locale.ROOT).contains(" join ")) {
            return false;
        }
        TableName used = view.uses().get(0);
        return draft.definition(used).isPresent() || plain.contains(used);
    }

    private TableName target(TableName used) {
        return draft.scope()
                .relation(used.schema(), used.name())
                .map(relation -> relation.target())
                .orElse(used);
    }

    private static ObjectName name(View view) {
        return ConversionDraft.of(ObjectKind.VIEW, view.name());
    }

    /** Triggers that do what ON UPDATE CURRENT_TIMESTAMP did. */
    void convertOnUpdate(TableFromMySql table, List<ColumnDefinition> columns) {
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
    private static String row(TableFromMySql table, String which) {
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

    private void add(TableFromMySql table, String name, String column, String now) {
        TableName function = new TableName(table.name().schema(), name);
        String quoted = Literals.identifier(column);
        // *<> compares the stored rows, also those of types that have no equality.
        String body = "BEGIN IF NEW." + quoted + " IS NOT DISTINCT FROM OLD." + quoted + " AND " + row(table, "NEW")
                + " *<> " + row(table, "OLD") + " THEN NEW." + quoted + " := " + now + "; END IF; RETURN NEW; END";
        String signature = name + "()";
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

    /** What a person has to write. */
    void listPrograms() {
        for (Trigger trigger : draft.source().triggers()) {
            if (draft.planned(trigger.table()) != null) {
                draft.say(PostgresRule.TRIGGER_BY_HAND.verdict(
                        ConversionDraft.of(ObjectKind.TRIGGER, trigger.table(), trigger.name()),
                        null,
                        null,
                        trigger.definition()));
            }
        }
        for (Routine routine : draft.source().routines()) {
            draft.say(PostgresRule.ROUTINE_BY_HAND.verdict(
                    new ObjectName(ObjectKind.ROUTINE, routine.name().schema(), null, routine.signature()),
                    null,
                    routine.definition() == null ? "this role may not see it" : null,
                    routine.definition()));
        }
        draft.source()
                .events()
                .forEach(event -> draft.say(PostgresRule.EVENT_BY_HAND.verdict(
                        ConversionDraft.of(ObjectKind.EVENT, event.name()),
                        null,
                        event.schedule(),
                        event.definition())));
        draft.source().others().stream()
                .filter(other -> other.name().kind() != ObjectKind.SCHEMA)
                .forEach(other -> draft.say(
                        PostgresRule.OTHER_BY_HAND.verdict(other.name(), null, other.what(), other.definition())));
        draft.source().grants().forEach(this::list);
    }

    private void list(Grant grant) {
        ObjectName object = new ObjectName(
                ObjectKind.GRANT,
                grant.on().schema(),
                grant.on().table(),
                grant.on().name() + " to " + grant.grantee());
        String privileges = String.join(", ", grant.privileges());
        TableName on = new TableName(grant.on().schema(), grant.on().name());
        String draftSql = grant.on().kind() != ObjectKind.TABLE || draft.planned(on) == null
                ? null
                : draft(grant, Literals.qualified(draft.planned(on).name()));
        Verdict verdict = PostgresRule.GRANT_BY_HAND.verdict(object, null, privileges + " on " + grant.on(), null);
        draft.say(new Verdict(
                verdict.object(),
                verdict.place(),
                verdict.rule(),
                null,
                verdict.reason(),
                verdict.remedy(),
                null,
                draftSql));
    }

    /** Null when PostgreSQL has none of the privileges. */
    private static String draft(Grant grant, String table) {
        Set<String> known = Set.of("SELECT", "INSERT", "UPDATE", "DELETE", "REFERENCES", "TRIGGER");
        List<String> kept = grant.privileges().stream().filter(known::contains).toList();
        String role = grant.grantee().replaceFirst("@.*", "").replace("'", "").replace("`", "");
        return kept.isEmpty()
                ? null
                : "GRANT " + String.join(", ", kept) + " ON " + table + " TO " + Literals.identifier(role)
                        + (grant.grantable() ? " WITH GRANT OPTION" : "");
    }

    /** What the source's own settings of a table become. */
    void describe(TableFromMySql table) {
        ObjectName object = ConversionDraft.of(ObjectKind.TABLE, table.source().name());
        draft.say(PostgresRule.TABLE_KEPT.verdict(object, "table " + table.name()));
        Map<String, String> storage = table.source().storage();
        if (!storage.isEmpty()) {
            draft.say(PostgresRule.STORAGE_DROPPED.verdict(
                    object,
                    null,
                    storage.getOrDefault("ENGINE", "") + " " + storage.getOrDefault("CREATE_OPTIONS", ""),
                    null));
        }
        if (table.source().systemVersioned()) {
            draft.say(PostgresRule.TEMPORAL_CURRENT_ONLY.verdict(
                    ConversionDraft.of(
                            ObjectKind.SYSTEM_VERSIONING, table.source().name()),
                    null));
        }
    }
}
