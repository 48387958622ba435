package dev.sterna.dialect.postgres.catalog;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Where sessions of a database look for names without a schema: first what this connection's would have had, which the
 * server puts together of its own, the database's and the role's setting, then what is set for the roles that own
 * something here.
 */
final class SearchPath {
    private static final String SETTINGS = "SELECT reset_val, CURRENT_USER::text, 0 AS place"
            + " FROM pg_catalog.pg_settings WHERE name = 'search_path'"
            + " UNION ALL SELECT pg_catalog.substr(c.setting, 13), pg_catalog.pg_get_userbyid(s.setrole)::text,"
            + " CASE WHEN s.setdatabase <> 0 THEN 1 ELSE 2 END"
            + " FROM pg_catalog.pg_db_role_setting s, LATERAL pg_catalog.unnest(s.setconfig) c (setting)"
            + " WHERE c.setting LIKE 'search\\_path=%'"
            + " AND (s.setdatabase = 0 OR s.setdatabase = (SELECT d.oid FROM pg_catalog.pg_database d"
            + " WHERE d.datname = pg_catalog.current_database()))"
            + " AND s.setrole IN (SELECT r.relowner FROM pg_catalog.pg_class r WHERE r.oid >= 16384"
            + " UNION SELECT p.proowner FROM pg_catalog.pg_proc p WHERE p.oid >= 16384)"
            + " ORDER BY place";

    private SearchPath() {}

    /** Only schemas that there are, but for the server's own, which it looks into before all others. */
    static List<String> read(Connection connection) throws SQLException {
        Set<String> existing = new HashSet<>();
        Set<String> path = new LinkedHashSet<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("SELECT nspname FROM pg_catalog.pg_namespace")) {
                while (rows.next()) {
                    existing.add(rows.getString(1));
                }
            }
            try (ResultSet rows = statement.executeQuery(SETTINGS)) {
                while (rows.next()) {
                    String role = rows.getString(2);
                    names(rows.getString(1)).forEach(name -> path.add(name.equals("$user") ? role : name));
                }
            }
        }
        path.retainAll(existing);
        path.remove("pg_catalog");
        return List.copyOf(path);
    }

    /** The names of a list as a setting has it: an unquoted one is in lower case. */
    static List<String> names(String setting) {
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < setting.length(); i++) {
            char sign = setting.charAt(i);
            if (sign == '"') {
                boolean doubled = quoted && i + 1 < setting.length() && setting.charAt(i + 1) == '"';
                if (doubled) {
                    name.append(sign);
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (quoted) {
                name.append(sign);
            } else if (sign == ',') {
                add(names, name);
            } else if (!Character.isWhitespace(sign)) {
                name.append(String.valueOf(sign).toLowerCase(Locale.ROOT));
            }
        }
        add(names, name);
        return names;
    }

    private static void add(List<String> names, StringBuilder name) {
        if (!name.isEmpty()) {
            names.add(name.toString());
            name.setLength(0);
        }
    }
}
