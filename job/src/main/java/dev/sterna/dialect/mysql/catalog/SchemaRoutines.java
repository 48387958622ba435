package dev.sterna.dialect.mysql.catalog;

import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.Routine;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The routines of a schema. Their statements are asked for one by one: the catalogue lacks what makes a function an
 * aggregate, and the character set that a parameter was declared with.
 */
final class SchemaRoutines {
    private SchemaRoutines() {}

    static List<Routine> read(CatalogSession session, String schema) throws SQLException {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        session.forEach(
                "schema-parameters.sql",
                schema,
                row -> parameters
                        .computeIfAbsent(
                                row.getString("routine_type") + " " + row.getString("routine_name"),
                                routine -> new ArrayList<>())
                        .add(row.getString("type")));
        List<Routine> listed = new ArrayList<>();
        List<String> words = new ArrayList<>();
        session.forEach("schema-routines.sql", schema, row -> {
            words.add(row.getString("routine_type"));
            listed.add(routine(schema, parameters, row));
        });
        List<Routine> routines = new ArrayList<>();
        List<String> hidden = new ArrayList<>();
        for (int i = 0; i < listed.size(); i++) {
            Routine routine = listed.get(i);
            String definition = definition(session, words.get(i), routine.name());
            if (definition == null) {
                hidden.add(routine.name().name());
            }
            routines.add(completed(routine, definition));
        }
        if (!hidden.isEmpty()) {
            session.cannotSee(
                    ObjectKind.ROUTINE,
                    "the bodies of the routines of schema " + schema + ": " + String.join(", ", hidden),
                    privilege(session));
        }
        return routines;
    }

    /** What lets a role see all routines with their bodies. */
    static String privilege(CatalogSession session) {
        return session.isMariaDb() ? "SELECT ON mysql.proc" : "SHOW_ROUTINE ON *.*";
    }

    private static Routine routine(String schema, Map<String, List<String>> parameters, ResultSet row)
            throws SQLException {
        String name = row.getString("routine_name");
        String type = row.getString("routine_type");
        String language = row.getString("language");
        return new Routine(
                new TableName(schema, name),
                kind(type),
                name + "(" + String.join(", ", parameters.getOrDefault(type + " " + name, List.of())) + ")",
                language == null || language.isEmpty() ? "SQL" : language,
                null,
                row.getString("definer"),
                CatalogSession.textOrNull(row, "comment"),
                SchemaPrograms.settings(row));
    }

    private static Routine.Kind kind(String type) {
        return switch (type) {
            case "FUNCTION" -> Routine.Kind.FUNCTION;
            case "PROCEDURE" -> Routine.Kind.PROCEDURE;
            case "PACKAGE", "PACKAGE BODY" -> Routine.Kind.PACKAGE;
            default -> throw new IllegalArgumentException("Cannot tell what kind of routine this is: " + type);
        };
    }

    /** The column is called after what it makes: {@code Create Function}, {@code Create Package Body}. */
    private static String definition(CatalogSession session, String type, TableName name) throws SQLException {
        StringBuilder column = new StringBuilder("Create");
        for (String word : type.split(" ")) {
            column.append(' ').append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        try {
            byte[] statement =
                    session.showCreate("SHOW CREATE " + type + " " + MySqlLiterals.quote(name), column.toString());
            return statement == null ? null : new String(statement, StandardCharsets.UTF_8);
        } catch (SQLException refused) {
            // "does not exist" is what a role reads that may not know of it.
            if (CatalogSession.isDenied(refused) || refused.getErrorCode() == 1305) {
                return null;
            }
            throw refused;
        }
    }

    private static Routine completed(Routine routine, String definition) {
        boolean aggregate = definition != null && definition.matches("(?s)CREATE (?:DEFINER=\\S+ )?AGGREGATE .*");
        return new Routine(
                routine.name(),
                aggregate ? Routine.Kind.AGGREGATE : routine.kind(),
                routine.signature(),
                routine.language(),
                definition,
                routine.owner(),
                routine.comment(),
                routine.settings());
    }
}
