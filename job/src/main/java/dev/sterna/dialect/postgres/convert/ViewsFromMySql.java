package dev.sterna.dialect.postgres.convert;

import dev.sterna.dialect.convert.ConversionDraft;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Schema.Dependency;
import dev.sterna.model.schema.View;
import dev.sterna.sql.Untranslatable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Views of MySQL and MariaDB. */
final class ViewsFromMySql {
    private final ConversionDraft draft;
    private final RelationNames names;
    private final List<View> views = new ArrayList<>();
    private final Set<TableName> plain = new HashSet<>();
    private final List<Dependency> dependencies = new ArrayList<>();

    ViewsFromMySql(ConversionDraft draft, RelationNames names) {
        this.draft = draft;
        this.names = names;
    }

    List<View> views() {
        return views;
    }

    /** What the views need. */
    List<Dependency> dependencies() {
        return dependencies;
    }

    /** Each when those that it reads are there. */
    void convert() {
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
                    draft.columns(view),
                    sql,
                    view.uses().stream().map(this::target).toList(),
                    isPlain(view, sql) ? view.checkOption() : "NONE",
                    view.runsAsInvoker() && draft.server().atLeast(15, 0),
                    true,
                    List.of(),
                    null,
                    view.comment());
            views.add(converted);
            draft.made(view, converted);
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
            draft.sayRenamed(view, converted.columns(), PostgresRule.VIEW_COLUMN_RENAMED);
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
}
