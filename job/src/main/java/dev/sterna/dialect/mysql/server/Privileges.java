package dev.sterna.dialect.mysql.server;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the role of a session may do, by its grants: the catalogue leaves out what it may not see without a word. */
public record Privileges(List<Scope> scopes) {
    private static final String NAME = "(`(?:[^`]|``)*`|\\*)";
    private static final Pattern LINE = Pattern.compile(
            "(GRANT|REVOKE) (.+?) ON (TABLE |FUNCTION |PROCEDURE |PACKAGE BODY |PACKAGE )?" + NAME + "\\." + NAME
                    + " (?:TO|FROM) .*",
            Pattern.DOTALL);

    /** A server without grants refuses to list any, and lets everybody do everything. */
    private static final int GRANTS_ARE_OFF = 1290;

    private static final String ALL = "ALL PRIVILEGES";

    /**
     * One line of the list.
     *
     * @param schemas pattern of names, null for all
     * @param table null for all
     */
    record Scope(boolean revoked, Set<String> privileges, Pattern schemas, String table) {
        private boolean covers(String privilege, String schema, String name) {
            return (privileges.contains(privilege) || privileges.contains(ALL))
                    && (schemas == null
                            || schema != null && schemas.matcher(schema).matches())
                    && (table == null || table.equals(name));
        }
    }

    public static Privileges read(Connection connection) throws SQLException {
        List<Scope> scopes = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW GRANTS")) {
            while (rows.next()) {
                Matcher line = LINE.matcher(rows.getString(1));
                // Roles have no ON; grants on one routine say nothing of others.
                if (line.matches() && (line.group(3) == null || line.group(3).startsWith("TABLE"))) {
                    scopes.add(scope(line));
                }
            }
        } catch (SQLException refused) {
            if (refused.getErrorCode() != GRANTS_ARE_OFF) {
                throw refused;
            }
            scopes.add(new Scope(false, Set.of(ALL), null, null));
        }
        return new Privileges(List.copyOf(scopes));
    }

    private static Scope scope(Matcher line) {
        // A privilege on some columns is none on the table.
        Set<String> privileges = Arrays.stream(line.group(2)
                        .replaceAll("[A-Z ]+\\([^)]*\\)", "")
                        .toUpperCase(Locale.ROOT)
                        .split(","))
                .map(String::strip)
                .collect(Collectors.toSet());
        String table = line.group(5).equals("*") ? null : unquoted(line.group(5));
        Pattern schemas = line.group(4).equals("*")
                ? null
                : table == null
                        ? pattern(unquoted(line.group(4)))
                        : Pattern.compile(Pattern.quote(unquoted(line.group(4))));
        return new Scope(line.group(1).equals("REVOKE"), privileges, schemas, table);
    }

    private static String unquoted(String name) {
        return name.substring(1, name.length() - 1).replace("``", "`");
    }

    /** As LIKE has it: that is how the name of a granted schema is understood. */
    private static Pattern pattern(String like) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < like.length(); i++) {
            char at = like.charAt(i);
            if (at == '\\' && i + 1 < like.length()) {
                i++;
                regex.append(Pattern.quote(like.substring(i, i + 1)));
            } else {
                regex.append(at == '%' ? ".*" : at == '_' ? "." : Pattern.quote(String.valueOf(at)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    /** Whether all of the server is granted. */
    public boolean everywhere(String privilege) {
        return allows(privilege, null, null);
    }

    /** Whether all of a schema is granted. */
    public boolean inSchema(String privilege, String schema) {
        return allows(privilege, schema, null);
    }

    public boolean onTable(String privilege, String schema, String table) {
        return allows(privilege, schema, table);
    }

    private boolean allows(String privilege, String schema, String table) {
        return scopes.stream().anyMatch(scope -> !scope.revoked && scope.covers(privilege, schema, table))
                && scopes.stream().noneMatch(scope -> scope.revoked && scope.covers(privilege, schema, table));
    }
}
