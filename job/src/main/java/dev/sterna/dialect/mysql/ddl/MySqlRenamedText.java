package dev.sterna.dialect.mysql.ddl;

import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.dialect.rename.RenamedText;
import dev.sterna.dialect.rename.Renaming;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Event;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.OtherObject;
import dev.sterna.model.schema.Routine;
import dev.sterna.model.schema.Trigger;
import java.util.Map;

/**
 * The SQL of one object of MySQL or MariaDB under other names. The server keeps expressions and views with qualified
 * names, and programs as they were written: only these may name something in a way that finds it no more.
 */
final class MySqlRenamedText implements RenamedText {
    private final QualifiedNames names;
    private final Renaming renaming;
    private boolean isDoubtful;

    MySqlRenamedText(QualifiedNames names, Renaming renaming) {
        this.names = names;
        this.renaming = renaming;
    }

    @Override
    public String sql(String sql) {
        return names.renamed(sql);
    }

    @Override
    public String query(String sql) {
        return names.renamed(sql);
    }

    /** MySQL has no policies. */
    @Override
    public String condition(String sql, TableName table) {
        return names.renamed(sql);
    }

    @Override
    public String routine(Routine routine) {
        return program(routine.definition(), routine.settings());
    }

    /** Doubtful in another schema than its own goes to, where names without a schema mean something else. */
    @Override
    public Trigger trigger(Trigger trigger, TableName table) {
        isDoubtful |= !table.schema().equals(renaming.schema(trigger.table().schema()));
        String body = program(trigger.body(), trigger.settings());
        return new Trigger(
                table,
                trigger.name(),
                trigger.timing(),
                trigger.events(),
                body,
                SchemaProgramText.trigger(table, trigger, body),
                trigger.enabled(),
                trigger.comment(),
                trigger.settings());
    }

    @Override
    public String event(Event event, TableName name) {
        isDoubtful |= names.isDoubtful(event.definition(), event.settings());
        return names.renamed(SchemaProgramText.event(name, event.definition()), event.settings());
    }

    private String program(String sql, Map<String, String> settings) {
        isDoubtful |= sql != null && names.isDoubtful(sql, settings);
        return names.renamed(sql, settings);
    }

    @Override
    public String other(OtherObject other) {
        if (other.name().kind() != ObjectKind.SCHEMA || other.definition() == null) {
            return other.definition();
        }
        String schema = other.name().name();
        return other.definition().replace(exists(schema), exists(renaming.schema(schema)));
    }

    private static String exists(String schema) {
        return " EXISTS " + MySqlLiterals.quote(schema) + " ";
    }

    /** What needs something that is left out is known by the catalogue, or doubtful. */
    @Override
    public boolean needsLeftOut() {
        return false;
    }

    @Override
    public boolean isDoubtful() {
        return isDoubtful;
    }
}
