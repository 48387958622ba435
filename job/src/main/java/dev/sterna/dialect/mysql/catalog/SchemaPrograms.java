package dev.sterna.dialect.mysql.catalog;

import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Event;
import dev.sterna.model.schema.Trigger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The triggers and events of a schema: the catalogue has all parts of their statements. */
final class SchemaPrograms {
    private SchemaPrograms() {}

    /** Those of one moment in the order in which they run. */
    static List<Trigger> triggers(CatalogSession session, String schema) throws SQLException {
        List<Trigger> listed = new ArrayList<>();
        session.forEach("schema-triggers.sql", schema, row -> listed.add(trigger(schema, row)));
        List<Trigger> triggers = new ArrayList<>();
        for (Trigger trigger : listed) {
            String body = SchemaBodies.trigger(session, schema, trigger.name(), trigger.body());
            triggers.add(new Trigger(
                    trigger.table(),
                    trigger.name(),
                    trigger.timing(),
                    trigger.events(),
                    body,
                    ending(trigger.definition(), trigger.body(), body),
                    trigger.enabled(),
                    trigger.comment(),
                    trigger.settings()));
        }
        return triggers;
    }

    private static String ending(String definition, String listed, String body) {
        return definition.substring(0, definition.length() - listed.length()) + body;
    }

    private static Trigger trigger(String schema, ResultSet row) throws SQLException {
        TableName table = new TableName(schema, row.getString("table_name"));
        String name = row.getString("trigger_name");
        String definition = "CREATE DEFINER=" + MySqlLiterals.account(row.getString("definer")) + " TRIGGER "
                + qualified(schema, name)
                + " " + row.getString("timing") + " " + row.getString("event") + " ON " + MySqlLiterals.quote(table)
                + " FOR EACH ROW " + row.getString("body");
        return new Trigger(
                table,
                name,
                row.getString("timing"),
                row.getString("event"),
                row.getString("body"),
                definition,
                true,
                null,
                settings(row));
    }

    static List<Event> events(CatalogSession session, String schema) throws SQLException {
        List<Event> listed = new ArrayList<>();
        List<String> bodies = new ArrayList<>();
        session.forEach("schema-events.sql", schema, row -> {
            bodies.add(row.getString("body"));
            listed.add(event(schema, row));
        });
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < listed.size(); i++) {
            Event event = listed.get(i);
            String body = SchemaBodies.event(session, event.name(), bodies.get(i));
            events.add(new Event(
                    event.name(),
                    event.schedule(),
                    ending(event.definition(), bodies.get(i), body),
                    event.enabled(),
                    event.comment(),
                    event.settings()));
        }
        return events;
    }

    private static Event event(String schema, ResultSet row) throws SQLException {
        String name = row.getString("event_name");
        String comment = CatalogSession.textOrNull(row, "comment");
        String status = row.getString("status");
        String schedule = schedule(row);
        String definition = "CREATE DEFINER=" + MySqlLiterals.account(row.getString("definer")) + " EVENT "
                + qualified(schema, name)
                + " ON SCHEDULE " + schedule + " ON COMPLETION " + row.getString("on_completion") + " "
                + switch (status) {
                    case "ENABLED" -> "ENABLE";
                    case "DISABLED" -> "DISABLE";
                    default -> "DISABLE ON SLAVE";
                }
                + (comment == null ? "" : " COMMENT " + MySqlLiterals.text(comment)) + " DO " + row.getString("body");
        Map<String, String> settings = settings(row);
        settings.put("time_zone", row.getString("time_zone"));
        return new Event(
                new TableName(schema, name), schedule, definition, status.equals("ENABLED"), comment, settings);
    }

    private static String schedule(ResultSet row) throws SQLException {
        if (row.getString("interval_value") == null) {
            return "AT " + time(row, "execute_at");
        }
        String value = row.getString("interval_value");
        // '1:30' HOUR_MINUTE comes with its quotes or without.
        String amount = value.startsWith("'") || value.matches("-?\\d+") ? value : MySqlLiterals.text(value);
        return "EVERY " + amount + " " + row.getString("interval_field")
                + (row.getString("starts") == null ? "" : " STARTS " + time(row, "starts"))
                + (row.getString("ends") == null ? "" : " ENDS " + time(row, "ends"));
    }

    private static String time(ResultSet row, String column) throws SQLException {
        return MySqlLiterals.text(row.getString(column).replaceFirst("\\.0+$", ""));
    }

    static Map<String, String> settings(ResultSet row) throws SQLException {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("sql_mode", row.getString("sql_mode"));
        settings.put("character_set_client", row.getString("charset_client"));
        settings.put("collation_connection", row.getString("collation_connection"));
        return settings;
    }

    private static String qualified(String schema, String name) {
        return MySqlLiterals.quote(new TableName(schema, name));
    }
}
