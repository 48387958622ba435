package dev.sterna.migration;

import dev.sterna.dialect.SchemaNormalForm;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Event;
import dev.sterna.model.schema.Grant;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.OtherObject;
import dev.sterna.model.schema.Routine;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.Sequence;
import dev.sterna.model.schema.Trigger;
import dev.sterna.model.schema.UserType;
import dev.sterna.model.schema.View;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Turns a schema into the properties of its objects. */
final class SchemaProperties {
    private final ObjectProperties properties;

    private SchemaProperties(ObjectProperties properties) {
        this.properties = properties;
    }

    static Map<ObjectName, Map<String, ObjectProperty>> of(Schema read, SchemaNormalForm form) {
        Schema schema = form.of(read);
        ObjectProperties properties = new ObjectProperties(form);
        SchemaProperties own = new SchemaProperties(properties);
        schema.extensions().forEach(extension -> properties.of(ObjectKind.EXTENSION, null, null, extension.name()));
        schema.types().forEach(own::type);
        schema.sequences().forEach(own::sequence);
        schema.routines().forEach(own::routine);
        schema.tables().forEach(table -> new TableProperties(properties, table).add());
        schema.views().forEach(own::view);
        schema.triggers().forEach(own::trigger);
        schema.events().forEach(own::event);
        schema.others().forEach(own::other);
        schema.grants().forEach(own::grant);
        return properties.objects();
    }

    private void type(UserType type) {
        String schema = type.name().schema();
        String name = type.name().name();
        if (type instanceof UserType.Domain domain) {
            ObjectProperties.Of of = properties
                    .of(ObjectKind.DOMAIN, schema, null, name)
                    .structure("type", domain.base())
                    .structure("collation", domain.collation())
                    .structure("not null", domain.notNull())
                    .expression("default", domain.defaultSql());
            domain.checks().forEach(check -> of.expression("check " + check.name(), check.sql()));
        } else if (type instanceof UserType.Enumeration enumeration) {
            properties.of(ObjectKind.ENUM, schema, null, name).structure("values", enumeration.values());
        } else if (type instanceof UserType.Composite composite) {
            properties
                    .of(ObjectKind.COMPOSITE, schema, null, name)
                    .structure(
                            "attributes",
                            composite.attributes().stream()
                                    .map(attribute -> attribute.name() + " " + attribute.type()
                                            + (attribute.collation() == null
                                                    ? ""
                                                    : " collate " + attribute.collation()))
                                    .toList());
        } else if (type instanceof UserType.Range range) {
            properties
                    .of(ObjectKind.RANGE, schema, null, name)
                    .structure("subtype", range.subtype())
                    .expression("definition", range.definition());
        }
        comment(type.name(), "type " + name, type.comment());
    }

    private void sequence(Sequence sequence) {
        sequence(properties, sequence, null, null);
        comment(sequence.name(), "sequence " + sequence.name().name(), sequence.comment());
    }

    /** Of an AUTO_INCREMENT column, whose counter has no name, a property of the column's numbering. */
    static void sequence(ObjectProperties properties, Sequence sequence, TableName table, String column) {
        boolean named = sequence.name() != null;
        ObjectProperties.Of of = named
                ? properties.of(
                        ObjectKind.SEQUENCE,
                        sequence.name().schema(),
                        null,
                        sequence.name().name())
                : properties.of(ObjectKind.IDENTITY, table.schema(), table.name(), column);
        if (named) {
            of.structure("type", sequence.type())
                    .structure("start", sequence.start())
                    .structure(SchemaComparison.INCREMENT, sequence.increment())
                    .structure("least value", sequence.least())
                    .structure("greatest value", sequence.greatest())
                    .structure("cache", sequence.cache())
                    .structure(SchemaComparison.CYCLE, sequence.cycle());
        }
        if (sequence.ownedBy() != null) {
            of.state("owned by", sequence.ownedBy() + "." + sequence.ownedByColumn());
        }
        of.state(SchemaComparison.NEXT, sequence.next());
    }

    private void routine(Routine routine) {
        String name = routine.signature();
        properties
                .of(ObjectKind.ROUTINE, routine.name().schema(), null, name)
                .structure("kind", routine.kind().name().toLowerCase(java.util.Locale.ROOT))
                .structure("language", routine.language())
                .expression("definition", routine.definition());
        owner(routine.name().schema(), name, routine.owner());
        comment(routine.name(), "routine " + name, routine.comment());
    }

    private void view(View view) {
        ObjectKind kind = view.materialized() ? ObjectKind.MATERIALIZED_VIEW : ObjectKind.VIEW;
        TableName name = view.name();
        properties
                .of(kind, name.schema(), null, name.name())
                .structure("columns", view.columns())
                .structure("check option", view.checkOption())
                .structure("runs as its user", view.runsAsInvoker())
                .expression("query", view.sql())
                .state("filled", view.materialized() ? view.populated() : null);
        view.indexes().forEach(index -> TableProperties.index(properties, name, index));
        owner(name.schema(), name.name(), view.owner());
        comment(name, "view", view.comment());
    }

    private void trigger(Trigger trigger) {
        properties
                .of(
                        ObjectKind.TRIGGER,
                        trigger.table().schema(),
                        trigger.table().name(),
                        trigger.name())
                .structure("timing", trigger.timing())
                .structure("events", trigger.events())
                .expression("body", trigger.body() == null ? trigger.definition() : trigger.body())
                .state("enabled", trigger.enabled());
        comment(trigger.table(), "trigger " + trigger.name(), trigger.comment());
    }

    private void event(Event event) {
        properties
                .of(ObjectKind.EVENT, event.name().schema(), null, event.name().name())
                .expression("schedule", event.schedule())
                .expression("definition", event.definition())
                .state("enabled", event.enabled());
    }

    /** A schema may be there before anything of Sterna's is, and belong to whoever made it. */
    private void other(OtherObject other) {
        ObjectName name = other.name();
        if (other.definition() != null && name.kind() != ObjectKind.SCHEMA) {
            ObjectProperties.Of of = properties.of(name.kind(), name.schema(), name.table(), name.name());
            switch (name.kind()) {
                // They can be set anew on what is there.
                case OWNER, COMMENT, GRANT, SETTING -> of.state(other.what(), other.definition());
                default -> of.expression(other.what(), other.definition());
            }
        }
    }

    private void grant(Grant grant) {
        ObjectName on = grant.on();
        ObjectProperties.Of of = properties.of(ObjectKind.GRANT, on.schema(), on.table(), on.name());
        String property =
                on.kind().label() + " to " + grant.grantee() + (grant.grantable() ? " with grant option" : "");
        of.state(property, grant.privileges().stream().sorted().collect(Collectors.joining(", ")));
    }

    private void owner(String schema, String name, String owner) {
        if (owner != null) {
            properties.of(ObjectKind.OWNER, schema, null, name).state("owner", owner);
        }
    }

    private void comment(TableName on, String property, String comment) {
        if (comment != null) {
            properties.of(ObjectKind.COMMENT, on.schema(), null, on.name()).state(property, comment);
        }
    }

    /** As one text, in the order of the keys. */
    static String text(Map<String, String> storage) {
        return storage.isEmpty() ? null : new TreeMap<>(storage).toString();
    }
}
