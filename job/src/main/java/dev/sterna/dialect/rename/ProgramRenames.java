package dev.sterna.dialect.rename;

import dev.sterna.model.TableName;
import dev.sterna.model.schema.Event;
import dev.sterna.model.schema.OtherObject;
import dev.sterna.model.schema.Routine;
import dev.sterna.model.schema.Trigger;
import dev.sterna.model.schema.UserType;
import dev.sterna.model.schema.View;

/** Views, types, programs and all else under new names. */
final class ProgramRenames {
    private final Renaming renaming;
    private final TableRenames tables;

    ProgramRenames(Renaming renaming, TableRenames tables) {
        this.renaming = renaming;
        this.tables = tables;
    }

    View view(View view, RenamedText text) {
        return new View(
                renaming.relation(view.name()),
                view.materialized(),
                view.columns(),
                text.query(view.sql()),
                view.uses().stream().map(renaming::relation).toList(),
                view.checkOption(),
                view.runsAsInvoker(),
                view.populated(),
                tables.indexes(view.name(), view.indexes()),
                view.owner(),
                view.comment(),
                view.settings());
    }

    UserType type(UserType type, RenamedText text) {
        TableName name = renaming.relation(type.name());
        if (type instanceof UserType.Enumeration enumeration) {
            return new UserType.Enumeration(name, enumeration.values(), enumeration.comment());
        }
        if (type instanceof UserType.Range range) {
            return new UserType.Range(name, text.sql(range.subtype()), text.sql(range.definition()), range.comment());
        }
        if (type instanceof UserType.Composite composite) {
            return new UserType.Composite(
                    name,
                    composite.attributes().stream()
                            .map(attribute -> new UserType.Composite.Attribute(
                                    attribute.name(), text.sql(attribute.type()), text.sql(attribute.collation())))
                            .toList(),
                    composite.comment());
        }
        UserType.Domain domain = (UserType.Domain) type;
        return new UserType.Domain(
                name,
                text.sql(domain.base()),
                text.sql(domain.collation()),
                domain.notNull(),
                text.sql(domain.defaultSql()),
                domain.checks().stream()
                        .map(check -> TableRenames.check(check, text))
                        .toList(),
                domain.comment());
    }

    Routine routine(Routine routine, RenamedText text) {
        return new Routine(
                renaming.withSchema(routine.name()),
                routine.kind(),
                text.sql(routine.signature()),
                routine.language(),
                text.routine(routine),
                routine.owner(),
                routine.comment(),
                routine.settings());
    }

    Trigger trigger(Trigger trigger, RenamedText text) {
        return text.trigger(trigger, renaming.relation(trigger.table()));
    }

    Event event(Event event, RenamedText text) {
        TableName name = renaming.withSchema(event.name());
        return new Event(
                name, event.schedule(), text.event(event, name), event.enabled(), event.comment(), event.settings());
    }

    OtherObject other(OtherObject other, RenamedText text) {
        return new OtherObject(renaming.name(other.name()), other.what(), text.other(other));
    }
}
