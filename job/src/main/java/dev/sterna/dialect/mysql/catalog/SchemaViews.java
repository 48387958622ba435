package dev.sterna.dialect.mysql.catalog;

import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.Routine;
import dev.sterna.model.schema.View;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The views of a schema. */
final class SchemaViews {
    private static final Pattern HEAD = Pattern.compile(
            "CREATE ALGORITHM=(\\w+) .*? VIEW (?:`(?:[^`]|``)*`\\.)?`(?:[^`]|``)*` (\\()?", Pattern.DOTALL);

    private final CatalogSession session;
    private final String schema;
    private final SchemaColumns columns;
    private final ViewText text;
    private final Map<String, Set<TableName>> uses = new LinkedHashMap<>();
    private final List<View> views = new ArrayList<>();

    private SchemaViews(CatalogSession session, String schema, SchemaColumns columns, List<Routine> routines) {
        this.session = session;
        this.schema = schema;
        this.columns = columns;
        this.text = new ViewText(
                schema,
                routines.stream()
                        .filter(routine ->
                                routine.kind() == Routine.Kind.FUNCTION || routine.kind() == Routine.Kind.AGGREGATE)
                        .map(routine -> routine.name().name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet()));
    }

    static List<View> read(CatalogSession session, String schema, SchemaColumns columns, List<Routine> routines)
            throws SQLException {
        SchemaViews views = new SchemaViews(session, schema, columns, routines);
        session.forEach(
                "schema-view-uses.sql",
                schema,
                row -> views.uses
                        .computeIfAbsent(row.getString("view_name"), view -> new LinkedHashSet<>())
                        .add(new TableName(row.getString("used_schema"), row.getString("used_name"))));
        List<View> found = new ArrayList<>();
        session.forEach("schema-views.sql", schema, views::add);
        for (View listed : views.views) {
            View view = views.told(listed);
            found.add(view.settings().containsKey("ALGORITHM") || view.sql() == null ? view : views.completed(view));
        }
        return found;
    }

    private void add(ResultSet row) throws SQLException {
        String name = row.getString("table_name");
        String sql = CatalogSession.textOrNull(row, "sql_text");
        if (sql == null) {
            session.cannotSee(
                    ObjectKind.VIEW,
                    "the query of view " + schema + "." + name,
                    "SELECT, SHOW VIEW ON " + MySqlLiterals.quote(schema) + ".*");
        }
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("character_set_client", row.getString("charset_client"));
        settings.put("collation_connection", row.getString("collation_connection"));
        if (row.getString("algorithm") != null) {
            settings.put("ALGORITHM", row.getString("algorithm"));
        }
        List<TableName> sources = sql == null ? List.of() : ViewSources.of(sql);
        Set<TableName> used = uses.getOrDefault(name, Set.of());
        views.add(new View(
                new TableName(schema, name),
                false,
                columns.of(name).stream().map(column -> column.column().name()).toList(),
                sql == null ? null : text.of(sql, sources),
                used.isEmpty() ? sources : List.copyOf(used),
                row.getString("check_option"),
                row.getString("security_type").equals("INVOKER"),
                true,
                List.of(),
                row.getString("definer"),
                null,
                settings));
    }

    /** With the texts of its query as they were sent. */
    private View told(View view) throws SQLException {
        if (view.sql() == null || view.sql().indexOf('?') < 0) {
            return view;
        }
        try {
            byte[] statement =
                    session.showCreate("SHOW CREATE VIEW " + MySqlLiterals.quote(view.name()), "Create View");
            String sql = LostCharacters.spliced(view.sql(), new String(statement, StandardCharsets.UTF_8));
            if (sql != null) {
                return with(view, sql, view.settings());
            }
        } catch (SQLException refused) {
            if (!CatalogSession.isDenied(refused)) {
                throw refused;
            }
        }
        LostCharacters.cannotTell(session, "characters of texts of view " + view.name());
        return view;
    }

    /** With the algorithm, and whether columns were named apart, where only SHOW CREATE VIEW tells. */
    private View completed(View view) throws SQLException {
        Map<String, String> settings = new LinkedHashMap<>(view.settings());
        try {
            byte[] statement =
                    session.showCreate("SHOW CREATE VIEW " + MySqlLiterals.quote(view.name()), "Create View");
            Matcher head = HEAD.matcher(new String(statement, StandardCharsets.UTF_8));
            if (head.lookingAt()) {
                settings.put("ALGORITHM", head.group(1));
                if (head.group(2) != null) {
                    settings.put("COLUMN_LIST", "");
                }
            }
        } catch (SQLException refused) {
            // Also when something that the view reads is gone.
            if (!CatalogSession.isDenied(refused)) {
                throw refused;
            }
            session.cannotSee(
                    ObjectKind.VIEW,
                    "the algorithm of view " + view.name() + " (" + refused.getMessage() + ")",
                    "SELECT, SHOW VIEW ON " + MySqlLiterals.quote(schema) + ".*");
        }
        return with(view, view.sql(), settings);
    }

    private static View with(View view, String sql, Map<String, String> settings) {
        return new View(
                view.name(),
                false,
                view.columns(),
                sql,
                view.uses(),
                view.checkOption(),
                view.runsAsInvoker(),
                true,
                List.of(),
                view.owner(),
                null,
                settings);
    }
}
