package dev.sterna.dialect.mysql.product;

import dev.sterna.dialect.convert.ConversionDraft;
import dev.sterna.dialect.mysql.ddl.SchemaProgramText;
import dev.sterna.dialect.mysql.sql.MySqlTokens;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Event;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Routine;
import dev.sterna.model.schema.Trigger;
import dev.sterna.model.schema.View;
import dev.sterna.sql.SqlToken;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Views and programs of one product on the other. */
final class ProductPrograms {
    private final ProductFeatures to;
    private final ProductVerdicts verdicts;
    private final ProductCollations collations;

    /** Functions that the target does not get. */
    private final Set<TableName> lost = new HashSet<>();

    ProductPrograms(ProductFeatures to, ProductVerdicts verdicts) {
        this.to = to;
        this.verdicts = verdicts;
        this.collations = new ProductCollations(to);
    }

    List<Routine> routines(List<Routine> routines) {
        List<Routine> found = new ArrayList<>();
        for (Routine routine : routines) {
            String reason = reason(routine);
            if (reason != null) {
                lost.add(routine.name());
                verdicts.say(
                        ProductRule.ROUTINE,
                        new ObjectName(ObjectKind.ROUTINE, routine.name().schema(), null, routine.signature()),
                        null,
                        reason,
                        routine.definition());
                continue;
            }
            found.add(new Routine(
                    routine.name(),
                    routine.kind(),
                    routine.signature(),
                    routine.language(),
                    collations.in(routine.definition()),
                    routine.owner(),
                    routine.comment(),
                    settings(routine.settings())));
        }
        return found;
    }

    private String reason(Routine routine) {
        return switch (routine.kind()) {
            case AGGREGATE -> to.isMariaDb() ? null : "an aggregate function";
            case PACKAGE -> to.isMariaDb() ? null : "a package";
            case FUNCTION, PROCEDURE ->
                routine.language().equalsIgnoreCase("SQL")
                        ? reason(routine.definition(), routine.settings())
                        : "written in " + routine.language();
        };
    }

    private String reason(String definition, Map<String, String> settings) {
        if (!to.same()
                && !to.isMariaDb()
                && settings.getOrDefault("sql_mode", "").contains("ORACLE")) {
            return "in the language of Oracle";
        }
        return to.foreign(definition);
    }

    /** Without those that need what is not there. */
    List<View> views(List<View> views) {
        Map<TableName, View> found = new HashMap<>();
        Set<TableName> missing = new HashSet<>();
        for (View view : SchemaProgramText.inOrder(views)) {
            String reason = view.uses().stream().anyMatch(missing::contains)
                    ? "it reads a view that is not there"
                    : calls(view.sql()) ? "it calls a function that is not there" : to.foreign(view.sql());
            if (reason != null) {
                missing.add(view.name());
                verdicts.say(
                        ProductRule.VIEW,
                        ConversionDraft.of(ObjectKind.VIEW, view.name()),
                        null,
                        reason,
                        SchemaProgramText.view(view));
                continue;
            }
            found.put(
                    view.name(),
                    new View(
                            view.name(),
                            view.materialized(),
                            view.columns(),
                            collations.in(view.sql()),
                            view.uses(),
                            view.checkOption(),
                            view.runsAsInvoker(),
                            view.populated(),
                            view.indexes(),
                            view.owner(),
                            view.comment(),
                            settings(view.settings())));
        }
        return views.stream()
                .map(view -> found.get(view.name()))
                .filter(Objects::nonNull)
                .toList();
    }

    private boolean calls(String sql) {
        if (sql == null || lost.isEmpty()) {
            return false;
        }
        List<SqlToken> tokens = MySqlTokens.of(sql);
        for (int i = 0; i + 3 < tokens.size(); i++) {
            TableName name =
                    new TableName(tokens.get(i).plain(), tokens.get(i + 2).plain());
            if (tokens.get(i + 1).is(".") && tokens.get(i + 3).is("(") && lost.contains(name)) {
                return true;
            }
        }
        return false;
    }

    List<Trigger> triggers(List<Trigger> triggers) {
        List<Trigger> found = new ArrayList<>();
        for (Trigger trigger : triggers) {
            String reason = reason(trigger.body(), trigger.settings());
            if (reason != null) {
                verdicts.say(
                        ProductRule.TRIGGER,
                        ConversionDraft.of(ObjectKind.TRIGGER, trigger.table(), trigger.name()),
                        null,
                        reason,
                        trigger.definition());
                continue;
            }
            found.add(new Trigger(
                    trigger.table(),
                    trigger.name(),
                    trigger.timing(),
                    trigger.events(),
                    collations.in(trigger.body()),
                    collations.in(trigger.definition()),
                    trigger.enabled(),
                    trigger.comment(),
                    settings(trigger.settings())));
        }
        return found;
    }

    List<Event> events(List<Event> events) {
        List<Event> found = new ArrayList<>();
        for (Event event : events) {
            String reason = reason(event.definition(), event.settings());
            if (reason != null) {
                verdicts.say(
                        ProductRule.EVENT,
                        ConversionDraft.of(ObjectKind.EVENT, event.name()),
                        null,
                        reason,
                        event.definition());
                continue;
            }
            found.add(new Event(
                    event.name(),
                    event.schedule(),
                    collations.in(event.definition()),
                    event.enabled(),
                    event.comment(),
                    settings(event.settings())));
        }
        return found;
    }

    /** Modes and collations of a session that the server knows. */
    private Map<String, String> settings(Map<String, String> settings) {
        Map<String, String> known = new LinkedHashMap<>(settings);
        known.computeIfPresent("sql_mode", (key, mode) -> to.mode(mode.toUpperCase(Locale.ROOT)));
        known.computeIfPresent("collation_connection", (key, collation) -> collations.of(collation));
        return known;
    }
}
