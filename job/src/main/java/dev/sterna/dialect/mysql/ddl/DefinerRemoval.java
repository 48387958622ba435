package dev.sterna.dialect.mysql.ddl;

import dev.sterna.model.schema.Event;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Routine;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.Trigger;
import dev.sterna.model.schema.View;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Programs and views without DEFINER: they belong to whoever makes them. To name somebody else takes a privilege that
 * only administrators have, and an account that is not there makes every use of them fail.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/8.0/en/stored-objects-security.html">Stored Object Access Control</a>
 */
final class DefinerRemoval {
    private static final Pattern CLAUSE = Pattern.compile(
            "\\A(CREATE (?:OR REPLACE )?)DEFINER=(`(?:[^`]|``)*`(?:@`(?:[^`]|``)*`)?|\\S+) ", Pattern.CASE_INSENSITIVE);

    private final Set<String> accounts;

    /** @param accounts whose objects are to be without one */
    DefinerRemoval(Set<String> accounts) {
        this.accounts = accounts;
    }

    Schema without(Schema schema) {
        return new Schema(
                schema.engine(),
                schema.names(),
                schema.tables(),
                schema.sequences(),
                schema.views().stream().map(this::without).toList(),
                schema.types(),
                schema.routines().stream().map(this::without).toList(),
                schema.triggers().stream().map(this::without).toList(),
                schema.events().stream().map(this::without).toList(),
                schema.extensions(),
                schema.grants(),
                schema.others(),
                schema.dependencies(),
                schema.blind());
    }

    /** What has one, by its name, with the account as the catalogue's grants write it. */
    static Map<ObjectName, String> of(Schema schema) {
        Map<ObjectName, String> found = new LinkedHashMap<>();
        schema.views()
                .forEach(view -> add(
                        found,
                        new ObjectName(
                                ObjectKind.VIEW,
                                view.name().schema(),
                                null,
                                view.name().name()),
                        account(view)));
        schema.routines()
                .forEach(routine -> add(
                        found,
                        new ObjectName(ObjectKind.ROUTINE, routine.name().schema(), null, routine.signature()),
                        account(routine.definition())));
        schema.triggers()
                .forEach(trigger -> add(
                        found,
                        new ObjectName(
                                ObjectKind.TRIGGER,
                                trigger.table().schema(),
                                trigger.table().name(),
                                trigger.name()),
                        account(trigger.definition())));
        schema.events()
                .forEach(event -> add(
                        found,
                        new ObjectName(
                                ObjectKind.EVENT,
                                event.name().schema(),
                                null,
                                event.name().name()),
                        account(event.definition())));
        return found;
    }

    private static void add(Map<ObjectName, String> found, ObjectName object, String account) {
        if (account != null) {
            found.put(object, account);
        }
    }

    private static String account(View view) {
        int host = view.owner() == null ? -1 : view.owner().lastIndexOf('@');
        return host < 0
                ? null
                : quoted(view.owner().substring(0, host), view.owner().substring(host + 1));
    }

    private static String account(String definition) {
        Matcher clause = definition == null ? null : CLAUSE.matcher(definition);
        if (clause == null || !clause.find()) {
            return null;
        }
        String account = clause.group(2);
        int host = account.lastIndexOf("@");
        return host < 0 ? account : quoted(bare(account.substring(0, host)), bare(account.substring(host + 1)));
    }

    private static String bare(String name) {
        return name.startsWith("`") ? name.substring(1, name.length() - 1).replace("``", "`") : name;
    }

    private static String quoted(String user, String host) {
        return "'" + user + "'@'" + host + "'";
    }

    private String without(String definition) {
        String account = account(definition);
        return account == null || !accounts.contains(account)
                ? definition
                : CLAUSE.matcher(definition).replaceFirst("$1");
    }

    private View without(View view) {
        String account = account(view);
        return account == null || !accounts.contains(account) ? view : view.withOwner(null);
    }

    private Routine without(Routine routine) {
        String account = account(routine.definition());
        return account == null || !accounts.contains(account)
                ? routine
                : routine.withDefinition(without(routine.definition())).withOwner(null);
    }

    private Trigger without(Trigger trigger) {
        return trigger.withDefinition(without(trigger.definition()));
    }

    private Event without(Event event) {
        return event.withDefinition(without(event.definition()));
    }
}
