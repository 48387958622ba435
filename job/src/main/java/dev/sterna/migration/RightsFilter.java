package dev.sterna.migration;

import dev.sterna.dialect.SchemaDdl;
import dev.sterna.dialect.SchemaScript;
import dev.sterna.dialect.server.TargetRights;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ConvertedSchema;
import dev.sterna.model.schema.Grant;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.OtherObject;
import dev.sterna.model.schema.Routine;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.Trigger;
import dev.sterna.model.schema.Verdict;
import dev.sterna.model.schema.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes out of a converted schema what the target's user may not make: owners and grants that name roles which are not
 * there, extensions, and what needs a superuser. Each gets a verdict that says so.
 */
final class RightsFilter {
    private static final Set<String> SUPERUSER_ONLY = Set.of(
            "event trigger",
            "access method",
            "language",
            "foreign-data wrapper",
            "operator class",
            "operator family",
            "cast",
            "transform",
            "default privileges");

    private final TargetRights rights;
    private final Map<ObjectName, Verdict> changed = new HashMap<>();

    private RightsFilter(TargetRights rights) {
        this.rights = rights;
    }

    static ConvertedSchema fit(ConvertedSchema conversion, TargetRights rights, SchemaDdl ddl) {
        RightsFilter fitting = new RightsFilter(rights);
        Schema schema = conversion.schema();
        Set<String> strangers = new HashSet<>();
        ddl.definers(schema).forEach((object, account) -> {
            if (!rights.administrator() || !rights.grantees().contains(account)) {
                fitting.sayDefiner(object, account);
                strangers.add(account);
            }
        });
        schema = ddl.withoutDefiners(schema, strangers);
        schema = fitting.fit(schema, ddl.undeclared(schema));
        fitting.draft(ddl.script(conversion.schema()));
        List<Verdict> verdicts = new ArrayList<>();
        Map<ObjectName, ObjectName> changed = new HashMap<>();
        fitting.changed.keySet().forEach(name -> changed.put(anywhere(name), name));
        for (Verdict verdict : conversion.verdicts()) {
            ObjectName name = changed.get(anywhere(verdict.object()));
            Verdict instead = name == null ? null : fitting.changed.remove(name);
            verdicts.add(instead == null ? verdict : of(verdict.object(), instead));
        }
        verdicts.addAll(fitting.changed.values());
        return new ConvertedSchema(schema, verdicts);
    }

    /** What cannot be made with this user's rights, a person makes by the same statement. */
    private void draft(SchemaScript script) {
        Map<ObjectName, String> statements = Stream.of(script.before(), script.after())
                .flatMap(List::stream)
                .collect(Collectors.toMap(
                        statement -> statement.object(), statement -> statement.sql() + ";", (a, b) -> a + "\n" + b));
        changed.replaceAll((object, verdict) -> verdict.place() != Verdict.Place.BY_HAND || verdict.draft() != null
                ? verdict
                : new Verdict(
                        object,
                        verdict.place(),
                        verdict.rule(),
                        null,
                        verdict.reason(),
                        verdict.remedy(),
                        verdict.original(),
                        statements.get(object)));
    }

    /** Verdicts name objects of the source, whose schema may have another name. */
    private static ObjectName anywhere(ObjectName object) {
        return new ObjectName(object.kind(), null, object.table(), object.name());
    }

    private static Verdict of(ObjectName object, Verdict verdict) {
        return new Verdict(
                object,
                verdict.place(),
                verdict.rule(),
                verdict.becomes(),
                verdict.reason(),
                verdict.remedy(),
                verdict.original(),
                verdict.draft());
    }

    private Schema fit(Schema schema, Set<ObjectName> undeclared) {
        return new Schema(
                schema.engine(),
                schema.names(),
                schema.tables().stream().map(this::fit).toList(),
                schema.sequences(),
                schema.views().stream().map(this::fit).toList(),
                schema.types(),
                schema.routines().stream()
                        .filter(routine -> isLogged(routine, undeclared))
                        .map(this::fit)
                        .toList(),
                schema.triggers().stream().filter(this::isLogged).toList(),
                schema.events(),
                schema.extensions().stream()
                        .filter(extension -> has(
                                new ObjectName(ObjectKind.EXTENSION, extension.schema(), null, extension.name()),
                                extension.name()))
                        .toList(),
                schema.grants().stream().filter(this::isGrantable).toList(),
                schema.others().stream().filter(this::isPossible).toList(),
                schema.dependencies(),
                schema.blind());
    }

    private boolean has(ObjectName object, String extension) {
        if (rights.extensions().contains(extension)) {
            return true;
        }
        say(
                object,
                "the target has no extension " + extension + ", or its user may not create it",
                "Install it, or have an administrator CREATE EXTENSION, and prepare again",
                null);
        return false;
    }

    private boolean isGrantable(Grant grant) {
        if (rights.grantees().contains(grant.grantee())) {
            return true;
        }
        say(
                new ObjectName(
                        ObjectKind.GRANT,
                        grant.on().schema(),
                        grant.on().table(),
                        grant.on().name() + " to " + grant.grantee()),
                "the target has no " + grant.grantee() + ", or prepare's user may not grant to it: "
                        + String.join(", ", grant.privileges()),
                "Create the role or account and prepare again, or grant by hand",
                null);
        return false;
    }

    private boolean isPossible(OtherObject other) {
        if (other.definition() == null) {
            return true;
        }
        if (other.name().kind() == ObjectKind.OWNER) {
            boolean known = rights.owners().stream()
                    .anyMatch(owner -> other.definition().endsWith(" OWNER TO " + owner)
                            || other.definition().endsWith(" OWNER TO \"" + owner.replace("\"", "\"\"") + "\""));
            if (!known) {
                say(
                        other.name(),
                        "prepare's user may not give objects to its owner",
                        "Create the role, make the target's user a member of it, and prepare again; or change the owner by"
                                + " hand",
                        other.definition() + ";");
            }
            return known;
        }
        if (!rights.administrator() && SUPERUSER_ONLY.contains(other.what())) {
            say(other.name(), "only a superuser may make it", "Make it as a superuser", other.definition() + ";");
            return false;
        }
        return other.name().kind() != ObjectKind.SETTING || isSettable(other);
    }

    private boolean isLogged(Routine routine, Set<ObjectName> undeclared) {
        ObjectName object = new ObjectName(ObjectKind.ROUTINE, routine.name().schema(), null, routine.signature());
        if (routine.kind() != Routine.Kind.FUNCTION) {
            return true;
        }
        if (rights.logged() == TargetRights.Logged.DECLARED && undeclared.contains(object)) {
            say(
                    object,
                    "the target writes a binary log, and takes no function that does not declare itself DETERMINISTIC, NO SQL"
                            + " or READS SQL DATA",
                    "Declare it at the source or by hand; or SET GLOBAL log_bin_trust_function_creators = 1 on the target,"
                            + " and prepare again",
                    null);
            return false;
        }
        return isLogged(object);
    }

    private boolean isLogged(Trigger trigger) {
        return isLogged(new ObjectName(
                ObjectKind.TRIGGER, trigger.table().schema(), trigger.table().name(), trigger.name()));
    }

    private boolean isLogged(ObjectName object) {
        if (rights.logged() == TargetRights.Logged.NOTHING) {
            say(
                    object,
                    "the target writes a binary log, and takes functions and triggers from users with SUPER alone",
                    "SET GLOBAL log_bin_trust_function_creators = 1 on the target as an administrator, and prepare again;"
                            + " or make it by hand",
                    null);
            return false;
        }
        return true;
    }

    private boolean isSettable(OtherObject other) {
        String name = other.name().name();
        int role = name.lastIndexOf(" of ");
        boolean settable = role < 0
                ? rights.ownsDatabase()
                : rights.administrator() && rights.grantees().contains(name.substring(role + " of ".length()));
        if (!settable) {
            say(
                    other.name(),
                    "prepare's user may not set what holds for the whole database, or there is no such role",
                    "Make it as the database's owner or a superuser",
                    other.definition() + ";");
        }
        return settable;
    }

    private String owner(ObjectName object, String owner) {
        if (owner == null || rights.owners().contains(owner)) {
            return owner;
        }
        say(
                new ObjectName(ObjectKind.OWNER, object.schema(), object.table(), object.name()),
                "prepare's user may not give objects to " + owner + ": what it makes is its own",
                "Create the role, make the target's user a member of it, and prepare again; or change the owner by hand",
                null);
        return null;
    }

    private void sayDefiner(ObjectName object, String account) {
        changed.put(
                object,
                Verdict.withLoss(
                        object,
                        "definer-dropped",
                        null,
                        "it belongs to prepare's user, and runs with its rights: the target has no " + account
                                + ", or its user is no administrator, who alone may name another DEFINER"));
    }

    private void say(ObjectName object, String reason, String remedy, String draft) {
        changed.put(
                object, new Verdict(object, Verdict.Place.BY_HAND, "not-permitted", null, reason, remedy, null, draft));
    }

    private TableDefinition fit(TableDefinition table) {
        TableName name = table.name();
        return table.withOwner(
                owner(new ObjectName(ObjectKind.TABLE, name.schema(), null, name.name()), table.owner()));
    }

    private View fit(View view) {
        TableName name = view.name();
        return view.withOwner(owner(new ObjectName(ObjectKind.VIEW, name.schema(), null, name.name()), view.owner()));
    }

    private Routine fit(Routine routine) {
        return routine.withOwner(owner(
                new ObjectName(ObjectKind.ROUTINE, routine.name().schema(), null, routine.signature()),
                routine.owner()));
    }
}
