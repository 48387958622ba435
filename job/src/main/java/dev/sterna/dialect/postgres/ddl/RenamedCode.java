package dev.sterna.dialect.postgres.ddl;

import dev.sterna.model.TableName;
import dev.sterna.model.schema.Check;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.OtherObject;
import dev.sterna.model.schema.Routine;
import dev.sterna.model.schema.Trigger;
import dev.sterna.model.schema.UserType;
import dev.sterna.model.schema.View;

/** Views, types, routines, triggers and all else under new names. */
final class RenamedCode {
    private final NameMapping names;
    private final RenamedObjects objects;
    private final RenamedTables tables;

    RenamedCode(NameMapping names, RenamedObjects objects, RenamedTables tables) {
        this.names = names;
        this.objects = objects;
        this.tables = tables;
    }

    View view(View view, RenamedSql sql) {
        return new View(
                names.relation(view.name()),
                view.materialized(),
                view.columns(),
                sql.query(view.sql()),
                view.uses().stream().map(names::relation).toList(),
                view.checkOption(),
                view.runsAsInvoker(),
                view.populated(),
                tables.indexes(view.name(), view.indexes()),
                view.owner(),
                view.comment(),
                view.settings());
    }

    UserType type(UserType type, RenamedSql sql) {
        TableName name = names.relation(type.name());
        if (type instanceof UserType.Enumeration enumeration) {
            return new UserType.Enumeration(name, enumeration.values(), enumeration.comment());
        }
        if (type instanceof UserType.Range range) {
            return new UserType.Range(name, sql.of(range.subtype()), sql.of(range.definition()), range.comment());
        }
        if (type instanceof UserType.Composite composite) {
            return new UserType.Composite(
                    name,
                    composite.attributes().stream()
                            .map(attribute -> new UserType.Composite.Attribute(
                                    attribute.name(), sql.of(attribute.type()), sql.of(attribute.collation())))
                            .toList(),
                    composite.comment());
        }
        UserType.Domain domain = (UserType.Domain) type;
        return new UserType.Domain(
                name,
                sql.of(domain.base()),
                sql.of(domain.collation()),
                domain.notNull(),
                sql.of(domain.defaultSql()),
                domain.checks().stream()
                        .map(check -> new Check(
                                check.name(),
                                sql.of(check.sql()),
                                check.enforced(),
                                check.validated(),
                                check.noInherit(),
                                check.comment()))
                        .toList(),
                domain.comment());
    }

    Routine routine(Routine routine, RenamedSql sql) {
        return new Routine(
                new TableName(
                        names.schema(routine.name().schema()), routine.name().name()),
                routine.kind(),
                sql.of(routine.signature()),
                routine.language(),
                sql.routine(routine.definition(), routine.language()),
                routine.owner(),
                routine.comment(),
                routine.settings());
    }

    Trigger trigger(Trigger trigger, RenamedSql sql) {
        return new Trigger(
                names.relation(trigger.table()),
                trigger.name(),
                trigger.timing(),
                trigger.events(),
                sql.of(trigger.body()),
                sql.of(trigger.definition()),
                trigger.enabled(),
                trigger.comment(),
                trigger.settings());
    }

    OtherObject other(OtherObject other, RenamedSql sql) {
        boolean query = other.what().equals("rule") && other.name().kind() == ObjectKind.OTHER;
        return new OtherObject(
                objects.name(other.name()),
                other.what(),
                query ? sql.query(other.definition()) : sql.of(other.definition()));
    }
}
