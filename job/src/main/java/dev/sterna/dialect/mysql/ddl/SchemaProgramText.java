package dev.sterna.dialect.mysql.ddl;

import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.dialect.mysql.sql.MySqlTokens;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Grant;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Routine;
import dev.sterna.model.schema.Trigger;
import dev.sterna.model.schema.View;
import dev.sterna.sql.SqlToken;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Statements for views, programs and grants. */
public final class SchemaProgramText {
    private SchemaProgramText() {}

    public static String view(View view) {
        String columns = view.settings().containsKey("COLUMN_LIST")
                ? view.columns().stream().map(MySqlLiterals::quote).collect(Collectors.joining(", ", " (", ")"))
                : "";
        String algorithm = view.settings().get("ALGORITHM");
        // An account of another engine is none here.
        boolean owned = view.owner() != null && view.owner().indexOf('@') >= 0;
        String check = view.checkOption();
        return "CREATE" + (algorithm == null ? "" : " ALGORITHM=" + algorithm)
                + (owned ? " DEFINER=" + MySqlLiterals.account(view.owner()) : "") + " SQL SECURITY "
                + (view.runsAsInvoker() ? "INVOKER" : "DEFINER") + " VIEW " + MySqlLiterals.quote(view.name())
                + columns + " AS " + view.sql()
                + (check == null || check.equals("NONE") ? "" : " WITH " + check + " CHECK OPTION");
    }

    /** The server gives a routine's statement without its schema. */
    static String routine(Routine routine) {
        String sql = routine.definition();
        List<SqlToken> tokens = MySqlTokens.of(sql);
        int at = first(tokens, "FUNCTION", "PROCEDURE", "PACKAGE");
        at += tokens.get(at + 1).is("BODY") ? 2 : 1;
        int name = tokens.get(at).start();
        return sql.substring(0, name) + MySqlLiterals.quote(routine.name().schema()) + "." + sql.substring(name);
    }

    static String trigger(Trigger trigger) {
        return trigger.definition() != null ? trigger.definition() : trigger(trigger.table(), trigger, trigger.body());
    }

    /** The statement of a trigger on another table, or with another body. */
    static String trigger(TableName table, Trigger trigger, String body) {
        String create = "CREATE TRIGGER";
        if (trigger.definition() != null) {
            List<SqlToken> tokens = MySqlTokens.of(trigger.definition());
            create = trigger.definition()
                    .substring(0, tokens.get(first(tokens, "TRIGGER")).end());
        }
        return create + " " + MySqlLiterals.quote(new TableName(table.schema(), trigger.name())) + " "
                + trigger.timing() + " " + trigger.events() + " ON " + MySqlLiterals.quote(table) + " FOR EACH ROW "
                + body;
    }

    /** The statement of a trigger, as the catalogue's reader makes it, with another name and on another table. */
    static String trigger(String definition, TableName table, String name) {
        List<SqlToken> tokens = MySqlTokens.of(definition);
        int trigger = first(tokens, "TRIGGER");
        int on = trigger;
        while (!tokens.get(on).is("ON")) {
            on++;
        }
        // Behind the trigger's name, and behind the table's, each with its schema.
        int moment = tokens.get(trigger + 3).end();
        int body = tokens.get(on + 3).end();
        return definition.substring(0, tokens.get(trigger).end()) + " "
                + MySqlLiterals.quote(new TableName(table.schema(), name))
                + definition.substring(moment, tokens.get(on).end()) + " " + MySqlLiterals.quote(table)
                + definition.substring(body);
    }

    /** The statement of an event under another name. */
    static String event(TableName name, String definition) {
        List<SqlToken> tokens = MySqlTokens.of(definition);
        int event = first(tokens, "EVENT");
        int schedule = first(tokens, "SCHEDULE") - 1;
        return definition.substring(0, tokens.get(event).end()) + " " + MySqlLiterals.quote(name) + " "
                + definition.substring(tokens.get(schedule).start());
    }

    private static int first(List<SqlToken> tokens, String... words) {
        for (int i = 0; i < tokens.size(); i++) {
            for (String word : words) {
                if (tokens.get(i).is(word)) {
                    return i;
                }
            }
        }
        throw new IllegalArgumentException("Cannot find " + String.join(" or ", words) + " in a statement");
    }

    public static String grant(Grant grant) {
        ObjectName on = grant.on();
        String schema = on.schema();
        List<String> privileges = new ArrayList<>(grant.privileges());
        if (privileges.isEmpty()) {
            privileges.add("USAGE");
        }
        String list = on.kind() == ObjectKind.COLUMN
                ? privileges.stream()
                        .map(privilege -> privilege + " (" + MySqlLiterals.quote(on.name()) + ")")
                        .collect(Collectors.joining(", "))
                : String.join(", ", privileges);
        String what = switch (on.kind()) {
            // A pattern, where else a name stands.
            case SCHEMA ->
                MySqlLiterals.quote(
                                schema.replace("\\", "\\\\").replace("_", "\\_").replace("%", "\\%")) + ".*";
            case COLUMN -> MySqlLiterals.quote(new TableName(schema, on.table()));
            case ROUTINE -> on.table() + " " + MySqlLiterals.quote(new TableName(schema, on.name()));
            default -> MySqlLiterals.quote(new TableName(schema, on.name()));
        };
        // A role of MariaDB has no host.
        String grantee = grant.grantee().replaceFirst("@''$", "");
        return "GRANT " + list + " ON " + what + " TO " + grantee + (grant.grantable() ? " WITH GRANT OPTION" : "");
    }

    /** Views so that each comes after those that it reads. */
    public static List<View> inOrder(List<View> views) {
        List<View> left = new ArrayList<>(views);
        List<View> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            List<View> free = left.stream()
                    .filter(view -> left.stream().noneMatch(other -> view.uses().contains(other.name())))
                    .toList();
            // Views that read each other cannot be; if the catalogue says so all the same, the server shall tell.
            List<View> next = free.isEmpty() ? List.copyOf(left) : free;
            ordered.addAll(next);
            left.removeAll(next);
        }
        return ordered;
    }
}
