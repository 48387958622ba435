package dev.sterna.dialect.mysql.convert;

import dev.sterna.dialect.convert.ConversionDraft;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Extension;
import dev.sterna.model.schema.Grant;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.OtherObject;
import dev.sterna.model.schema.Routine;
import dev.sterna.model.schema.Trigger;
import dev.sterna.model.schema.UserType;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What becomes of another engine's objects that this one has nothing for: words, and drafts. */
final class UncreatableObjects {
    private static final Set<String> USUAL_EXTENSIONS = Set.of(
            "amcheck",
            "bloom",
            "btree_gin",
            "btree_gist",
            "citext",
            "hstore",
            "intarray",
            "isn",
            "ltree",
            "pageinspect",
            "pg_buffercache",
            "pg_prewarm",
            "pg_stat_statements",
            "pg_trgm",
            "pgcrypto",
            "pgstattuple",
            "plpgsql",
            "seg",
            "tablefunc",
            "tsm_system_rows",
            "unaccent",
            "uuid-ossp");

    private static final Set<String> SETTINGS = Set.of(
            "replica identity",
            "cluster order",
            "type of the table",
            "unlogged sequence",
            "trigger state",
            "trigger state of a partition",
            "not-null constraint",
            "statistics object",
            "collation");

    private static final Set<String> BEYOND =
            Set.of("access method", "language", "transform", "base type", "conversion");

    private static final Set<String> SHARED_PRIVILEGES =
            Set.of("SELECT", "INSERT", "UPDATE", "DELETE", "REFERENCES", "TRIGGER", "CREATE", "EXECUTE");

    private final ConversionDraft draft;
    private final ObjectNames names;

    UncreatableObjects(ConversionDraft draft, ObjectNames names) {
        this.draft = draft;
        this.names = names;
    }

    void convert() {
        for (String schema : draft.source().names()) {
            draft.say(MySqlSchemaRule.SCHEMA_KEPT.verdict(
                    new ObjectName(ObjectKind.SCHEMA, schema, null, schema), draft.schema(schema)));
        }
        draft.source().types().forEach(this::type);
        draft.source().routines().forEach(this::routine);
        draft.source().triggers().stream()
                .filter(trigger -> isIn(trigger.table()))
                .forEach(this::trigger);
        draft.source().extensions().forEach(this::extension);
        draft.source().grants().stream().filter(grant -> isIn(grant.on())).forEach(this::grant);
        draft.source().others().stream().filter(other -> isIn(other.name())).forEach(this::other);
        owners();
    }

    private void type(UserType type) {
        ObjectKind kind;
        MySqlSchemaRule rule;
        if (type instanceof UserType.Enumeration) {
            kind = ObjectKind.ENUM;
            rule = MySqlSchemaRule.ENUM_AS_TYPE;
        } else if (type instanceof UserType.Domain) {
            kind = ObjectKind.DOMAIN;
            rule = MySqlSchemaRule.DOMAIN_INLINED;
        } else if (type instanceof UserType.Composite) {
            kind = ObjectKind.COMPOSITE;
            rule = MySqlSchemaRule.COMPOSITE_AS_TEXT;
        } else {
            kind = ObjectKind.RANGE;
            rule = MySqlSchemaRule.RANGE_AS_TEXT;
        }
        ObjectName object = ConversionDraft.of(kind, type.name());
        draft.say(rule.verdict(object, null));
        if (type.comment() != null) {
            draft.say(MySqlSchemaRule.TYPE_COMMENT_DROPPED.verdict(object, null));
        }
    }

    private void routine(Routine routine) {
        draft.say(MySqlSchemaRule.ROUTINE_BY_HAND.verdict(
                new ObjectName(ObjectKind.ROUTINE, routine.name().schema(), null, routine.signature()),
                null,
                "it is a " + routine.kind().name().toLowerCase(Locale.ROOT) + " in " + routine.language(),
                routine.definition()));
    }

    private void trigger(Trigger trigger) {
        draft.say(MySqlSchemaRule.TRIGGER_BY_HAND.verdict(
                ConversionDraft.of(ObjectKind.TRIGGER, trigger.table(), trigger.name()),
                null,
                trigger.timing() + " " + trigger.events() + (trigger.enabled() ? "" : ", disabled"),
                trigger.definition()));
    }

    private void extension(Extension extension) {
        MySqlSchemaRule rule = USUAL_EXTENSIONS.contains(extension.name())
                ? MySqlSchemaRule.EXTENSION_NOT_NEEDED
                : MySqlSchemaRule.EXTENSION_BY_HAND;
        draft.say(rule.verdict(new ObjectName(ObjectKind.EXTENSION, extension.schema(), null, extension.name()), null));
    }

    private void grant(Grant grant) {
        ObjectName on = grant.on();
        ObjectName object =
                new ObjectName(ObjectKind.GRANT, on.schema(), on.table(), on.name() + " to " + grant.grantee());
        boolean toOwner = draft.definition(new TableName(on.schema(), on.table() == null ? on.name() : on.table()))
                .filter(table -> grant.grantee().equals(table.owner()))
                .isPresent();
        boolean onlyUsage = grant.privileges().equals(List.of("USAGE"));
        if (grant.privileges().isEmpty() || onlyUsage || toOwner) {
            draft.say(MySqlSchemaRule.GRANT_NOT_NEEDED.verdict(object, null));
            return;
        }
        draft.say(MySqlSchemaRule.GRANT_BY_HAND.drafted(
                object, String.join(", ", grant.privileges()), null, statement(grant)));
    }

    /** Null where there is none like it. */
    private String statement(Grant grant) {
        List<String> privileges = grant.privileges().stream()
                .map(privilege -> privilege.equals("TRUNCATE") ? "DROP" : privilege)
                .filter(privilege -> privilege.equals("DROP") || SHARED_PRIVILEGES.contains(privilege))
                .toList();
        String on = object(grant.on());
        if (privileges.isEmpty() || on == null || grant.grantee().equals("PUBLIC")) {
            return null;
        }
        String column = grant.on().kind() == ObjectKind.COLUMN
                ? " (" + MySqlLiterals.quote(grant.on().name()) + ")"
                : "";
        return "GRANT "
                + privileges.stream().map(privilege -> privilege + column).collect(Collectors.joining(", "))
                + " ON " + on + " TO " + MySqlLiterals.text(grant.grantee()) + "@'%'"
                + (grant.grantable() ? " WITH GRANT OPTION" : "");
    }

    private String object(ObjectName on) {
        return switch (on.kind()) {
            case SCHEMA -> MySqlLiterals.quote(draft.schema(on.schema())) + ".*";
            case TABLE -> relation(new TableName(on.schema(), on.name()));
            case COLUMN -> relation(new TableName(on.schema(), on.table()));
            case VIEW -> MySqlLiterals.quote(names.relation(new TableName(on.schema(), on.name())));
            default -> null;
        };
    }

    private String relation(TableName source) {
        return draft.planned(source) == null
                ? null
                : MySqlLiterals.quote(draft.planned(source).name());
    }

    private void other(OtherObject other) {
        ObjectName name = other.name();
        if (name.kind() == ObjectKind.FOREIGN_KEY) {
            draft.say(MySqlRule.FOREIGN_KEY_BY_HAND.verdict(name, null, other.what(), other.definition()));
            return;
        }
        String what = other.what();
        MySqlSchemaRule rule = what.startsWith("owner of ")
                ? MySqlSchemaRule.OWNER_DROPPED
                : what.startsWith("comment on ")
                        ? MySqlSchemaRule.OTHER_COMMENT_DROPPED
                        : what.endsWith(" setting") || SETTINGS.contains(what)
                                ? MySqlSchemaRule.OTHER_SETTING_DROPPED
                                : BEYOND.contains(what)
                                        ? MySqlSchemaRule.OTHER_IMPOSSIBLE
                                        : MySqlSchemaRule.OTHER_BY_HAND;
        draft.say(rule.verdict(name, null, what, other.definition()));
    }

    /** Of tables, views and routines: one word for all of a schema's that somebody owns. */
    private void owners() {
        Set<TableName> owners = new TreeSet<>();
        draft.tables().forEach(table -> add(owners, table.name().schema(), table.owner()));
        draft.source().views().forEach(view -> add(owners, view.name().schema(), view.owner()));
        draft.source().routines().forEach(routine -> add(owners, routine.name().schema(), routine.owner()));
        for (TableName owner : owners) {
            draft.say(MySqlSchemaRule.OWNER_DROPPED.verdict(ConversionDraft.of(ObjectKind.OWNER, owner), null));
        }
    }

    private static void add(Set<TableName> owners, String schema, String owner) {
        if (owner != null) {
            owners.add(new TableName(schema, owner));
        }
    }

    private boolean isIn(ObjectName name) {
        return name.schema() == null
                || isIn(new TableName(name.schema(), name.table() == null ? name.name() : name.table()));
    }

    /** Whether it is no table that is left out, nor a part of one. */
    private boolean isIn(TableName name) {
        return draft.definition(name)
                .map(table -> table.partition() == null
                        ? draft.planned(name) != null
                        : isIn(table.partition().of()))
                .orElse(true);
    }
}
