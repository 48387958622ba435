package dev.sterna.dialect.mysql.catalog;

import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.dialect.mysql.sql.MySqlTokens;
import dev.sterna.model.TableName;
import dev.sterna.sql.SqlToken;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;

/**
 * The bodies of triggers and events as they were written. The catalogues list them with the texts and names in them unescaped,
 * of MySQL so that {@code 'it''s'} is no SQL any more, of MariaDB without backslashes.
 */
final class SchemaBodies {
    private SchemaBodies() {}

    static String trigger(CatalogSession session, String schema, String name, String listed) throws SQLException {
        return isSpoilt(listed)
                ? behind(
                        session,
                        "SHOW CREATE TRIGGER " + MySqlLiterals.quote(new TableName(schema, name)),
                        "SQL Original Statement",
                        "EACH",
                        "ROW")
                : listed;
    }

    static String event(CatalogSession session, TableName name, String listed) throws SQLException {
        return isSpoilt(listed)
                ? behind(session, "SHOW CREATE EVENT " + MySqlLiterals.quote(name), "Create Event", "DO")
                : listed;
    }

    private static boolean isSpoilt(String listed) {
        return listed.chars().anyMatch(letter -> letter == '\'' || letter == '"' || letter == '`' || letter == '?');
    }

    /** What stands behind the first place with those words. */
    private static String behind(CatalogSession session, String show, String column, String... words)
            throws SQLException {
        byte[] statement = session.showCreate(show, column);
        if (statement == null) {
            throw new SQLException("Cannot read the body: no answer to " + show);
        }
        String sql = new String(statement, StandardCharsets.UTF_8);
        List<SqlToken> tokens = MySqlTokens.of(sql);
        for (int i = 0; i + words.length <= tokens.size(); i++) {
            int at = i;
            while (at - i < words.length && tokens.get(at).is(words[at - i])) {
                at++;
            }
            if (at - i == words.length) {
                return sql.substring(tokens.get(at - 1).end()).strip();
            }
        }
        throw new SQLException("Cannot read the body: " + String.join(" ", words) + " is not in the answer to " + show);
    }
}
