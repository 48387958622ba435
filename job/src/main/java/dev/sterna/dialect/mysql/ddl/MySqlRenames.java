package dev.sterna.dialect.mysql.ddl;

import dev.sterna.dialect.ConversionDraft;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Event;
import dev.sterna.model.schema.Grant;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.OtherObject;
import dev.sterna.model.schema.Routine;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.Sequence;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.Trigger;
import dev.sterna.model.schema.View;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A schema of MySQL or MariaDB under other names: in another database, and tables of it called something else. */
public final class MySqlRenames {
    private final Schema schema;
    private final Map<TableName, TableName> tables;
    private final Set<TableName> missing = new LinkedHashSet<>();
    private final List<ObjectName> unsure = new ArrayList<>();
    private final List<ObjectName> dropped = new ArrayList<>();
    private final RenamedText text;
    private final RenamedTables tableNames;

    private MySqlRenames(Schema schema, Map<TableName, TableName> tables) {
        this.schema = schema;
        this.tables = tables;
        findMissing();
        Map<TableName, TableName> relations = new LinkedHashMap<>(tables);
        schema.views().forEach(view -> relations.put(view.name(), moved(view.name())));
        schema.sequences().forEach(sequence -> relations.put(sequence.name(), moved(sequence.name())));
        relations.keySet().removeAll(missing);
        Map<TableName, TableName> functions = new LinkedHashMap<>();
        schema.routines().forEach(routine -> functions.put(routine.name(), moved(routine.name())));
        Set<TableName> doubtful = new LinkedHashSet<>(missing);
        // A program stands in the schema to which its own schema goes.
        relations.forEach((from, to) -> {
            if (!moved(from).equals(to)) {
                doubtful.add(from);
            }
        });
        this.text = new RenamedText(relations, functions, doubtful);
        this.tableNames = new RenamedTables(text, relations);
    }

    /**
     * A schema under other names, without what is left out.
     *
     * @param unsure what is there, but its text may name something that it does not find any more
     * @param dropped what is not there, because it hangs on a table that is left out, or needs one; by the names of the
     *     source, and without these tables
     */
    public record Renamed(Schema schema, List<ObjectName> unsure, List<ObjectName> dropped) {
        public Renamed {
            unsure = List.copyOf(unsure);
            dropped = List.copyOf(dropped);
        }
    }

    /**
     * Renames. Everything that is no table goes where most tables of its schema go.
     *
     * @param tables tables that stay, with their new names
     */
    public static Renamed apply(Schema schema, Map<TableName, TableName> tables) {
        return new MySqlRenames(schema, tables).renamed();
    }

    private void findMissing() {
        schema.tables().stream()
                .map(TableDefinition::name)
                .filter(name -> !tables.containsKey(name))
                .forEach(missing::add);
        boolean more = true;
        while (more) {
            more = false;
            for (View view : schema.views()) {
                if (view.uses().stream().anyMatch(missing::contains) && missing.add(view.name())) {
                    dropped.add(ConversionDraft.of(ObjectKind.VIEW, view.name()));
                    more = true;
                }
            }
        }
    }

    private String moved(String name) {
        return ConversionDraft.schema(name, tables);
    }

    private TableName moved(TableName name) {
        return new TableName(moved(name.schema()), name.name());
    }

    private Renamed renamed() {
        List<TableDefinition> definitions = new ArrayList<>();
        for (TableDefinition table : schema.tables()) {
            if (tables.containsKey(table.name())) {
                table.foreignKeys().stream()
                        .filter(key -> missing.contains(key.target()))
                        .forEach(key ->
                                dropped.add(ConversionDraft.of(ObjectKind.FOREIGN_KEY, table.name(), key.name())));
                definitions.add(tableNames.of(table, missing));
            }
        }
        Set<String> names = new LinkedHashSet<>();
        tables.values().forEach(name -> names.add(name.schema()));
        schema.names().forEach(name -> names.add(moved(name)));
        Schema result = new Schema(
                schema.engine(),
                List.copyOf(names),
                definitions,
                schema.sequences().stream().map(this::sequence).toList(),
                schema.views().stream()
                        .filter(view -> !missing.contains(view.name()))
                        .map(this::view)
                        .toList(),
                schema.types(),
                schema.routines().stream().map(this::routine).toList(),
                triggers(),
                schema.events().stream().map(this::event).toList(),
                schema.extensions(),
                grants(),
                schema.others().stream().map(this::other).distinct().toList(),
                schema.blind());
        return new Renamed(result, unsure, dropped);
    }

    private Sequence sequence(Sequence sequence) {
        return RenamedTables.sequence(sequence, moved(sequence.name()), null);
    }

    private View view(View view) {
        return new View(
                moved(view.name()),
                view.materialized(),
                view.columns(),
                text.of(view.sql()),
                view.uses().stream().map(tableNames::relation).toList(),
                view.checkOption(),
                view.runsAsInvoker(),
                view.populated(),
                view.indexes(),
                view.owner(),
                view.comment(),
                view.settings());
    }

    private Routine routine(Routine routine) {
        if (routine.definition() != null && text.isDoubtful(routine.definition(), routine.settings())) {
            unsure.add(new ObjectName(ObjectKind.ROUTINE, routine.name().schema(), null, routine.signature()));
        }
        return new Routine(
                moved(routine.name()),
                routine.kind(),
                routine.signature(),
                routine.language(),
                text.of(routine.definition(), routine.settings()),
                routine.owner(),
                routine.comment(),
                routine.settings());
    }

    private List<Trigger> triggers() {
        List<Trigger> found = new ArrayList<>();
        for (Trigger trigger : schema.triggers()) {
            ObjectName name = ConversionDraft.of(ObjectKind.TRIGGER, trigger.table(), trigger.name());
            TableName table = tables.get(trigger.table());
            if (table == null) {
                dropped.add(name);
                continue;
            }
            boolean elsewhere = !table.schema().equals(moved(trigger.table().schema()));
            if (elsewhere || text.isDoubtful(trigger.body(), trigger.settings())) {
                unsure.add(name);
            }
            String body = text.of(trigger.body(), trigger.settings());
            found.add(new Trigger(
                    table,
                    trigger.name(),
                    trigger.timing(),
                    trigger.events(),
                    body,
                    SchemaProgramText.trigger(table, trigger, body),
                    trigger.enabled(),
                    trigger.comment(),
                    trigger.settings()));
        }
        return found;
    }

    private Event event(Event event) {
        if (text.isDoubtful(event.definition(), event.settings())) {
            unsure.add(ConversionDraft.of(ObjectKind.EVENT, event.name()));
        }
        TableName name = moved(event.name());
        return new Event(
                name,
                event.schedule(),
                text.of(SchemaProgramText.event(name, event.definition()), event.settings()),
                event.enabled(),
                event.comment(),
                event.settings());
    }

    private List<Grant> grants() {
        List<Grant> found = new ArrayList<>();
        for (Grant grant : schema.grants()) {
            ObjectName on = grant.on();
            ObjectName renamed = switch (on.kind()) {
                case SCHEMA -> new ObjectName(on.kind(), moved(on.schema()), null, moved(on.schema()));
                case ROUTINE -> new ObjectName(on.kind(), moved(on.schema()), on.table(), on.name());
                case COLUMN -> {
                    TableName table = tableNames.known(new TableName(on.schema(), on.table()));
                    yield table == null ? null : ConversionDraft.of(on.kind(), table, on.name());
                }
                default -> {
                    TableName table = tableNames.known(new TableName(on.schema(), on.name()));
                    yield table == null ? null : ConversionDraft.of(on.kind(), table);
                }
            };
            if (renamed == null) {
                dropped.add(new ObjectName(
                        ObjectKind.GRANT, on.schema(), on.table(), on.name() + " to " + grant.grantee()));
            } else {
                found.add(new Grant(renamed, grant.grantee(), grant.privileges(), grant.grantable()));
            }
        }
        return found;
    }

    /** The schemas themselves. */
    private OtherObject other(OtherObject other) {
        if (other.name().kind() != ObjectKind.SCHEMA) {
            return other;
        }
        String name = moved(other.name().name());
        String old = " EXISTS " + MySqlLiterals.quote(other.name().name()) + " ";
        return new OtherObject(
                new ObjectName(ObjectKind.SCHEMA, name, null, name),
                other.what(),
                other.definition() == null
                        ? null
                        : other.definition().replace(old, " EXISTS " + MySqlLiterals.quote(name) + " "));
    }
}
