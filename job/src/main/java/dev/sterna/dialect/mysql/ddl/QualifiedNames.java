package dev.sterna.dialect.mysql.ddl;

import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.dialect.mysql.sql.MySqlTokens;
import dev.sterna.model.TableName;
import dev.sterna.sql.SqlToken;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Names with their schema in SQL of MySQL and MariaDB, and what they are called now. */
final class QualifiedNames {
    private final Map<TableName, TableName> relations;
    private final Map<TableName, TableName> functions;
    private final Set<String> doubtful;

    /**
     * For all texts of a schema.
     *
     * @param relations tables, views and sequences under their new names
     * @param functions likewise functions, procedures and packages
     * @param doubtful tables, views and sequences that a program which names them without a schema does not find any more
     */
    QualifiedNames(Map<TableName, TableName> relations, Map<TableName, TableName> functions, Set<TableName> doubtful) {
        this.relations = relations;
        this.functions = functions;
        this.doubtful = doubtful.stream()
                .map(name -> name.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    /** A text of the server's own, in which names stand between backquotes and never without their schema. */
    String renamed(String sql) {
        return renamed(sql, Map.of());
    }

    /**
     * A text as a person wrote it.
     *
     * @param settings of the session that it is understood under
     */
    String renamed(String sql, Map<String, String> settings) {
        if (sql == null) {
            return null;
        }
        boolean quotes = namesStandInQuotes(settings);
        StringBuilder out = new StringBuilder();
        List<SqlToken> tokens = MySqlTokens.of(sql);
        int copied = 0;
        for (int i = 0; i + 2 < tokens.size(); i++) {
            TableName renamed = isBehindDot(tokens, i) ? null : renamed(sql, tokens, i, quotes);
            if (renamed != null) {
                out.append(sql, copied, tokens.get(i).start()).append(MySqlLiterals.quote(renamed));
                copied = tokens.get(i + 2).end();
            }
        }
        return out.append(sql.substring(copied)).toString();
    }

    /** Whether a program names something in a way that may not find it under the new names. */
    boolean isDoubtful(String sql, Map<String, String> settings) {
        boolean quotes = namesStandInQuotes(settings);
        List<SqlToken> tokens = MySqlTokens.of(sql);
        for (int i = 0; i < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            boolean names = isName(sql, token, quotes);
            boolean column = isBehindDot(tokens, i) && !isKnownSchema(tokens.get(i - 2));
            boolean rewritten = i >= 2 && isBehindDot(tokens, i) && renamed(sql, tokens, i - 2, quotes) != null;
            // Statements in a text are made at run time, and say nothing before.
            boolean hidden = token.is("PREPARE") || token.is("EXECUTE") && i + 1 < tokens.size();
            if (hidden && isRenaming()
                    || names
                            && !column
                            && !rewritten
                            && doubtful.contains(token.plain().toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }

    private boolean isRenaming() {
        return relations.entrySet().stream().anyMatch(entry -> !entry.getKey().equals(entry.getValue()));
    }

    private boolean isKnownSchema(SqlToken token) {
        return relations.keySet().stream().anyMatch(name -> name.schema().equalsIgnoreCase(token.plain()));
    }

    private TableName renamed(String sql, List<SqlToken> tokens, int i, boolean quotes) {
        if (i + 2 >= tokens.size()
                || !isName(sql, tokens.get(i), quotes)
                || !tokens.get(i + 1).is(".")
                || !isName(sql, tokens.get(i + 2), quotes)) {
            return null;
        }
        TableName name = new TableName(tokens.get(i).plain(), tokens.get(i + 2).plain());
        boolean called = i + 3 < tokens.size() && tokens.get(i + 3).is("(");
        // INSERT INTO has a parenthesis behind a table too.
        return called && functions.containsKey(name)
                ? functions.get(name)
                : relations.getOrDefault(name, functions.get(name));
    }

    private static boolean isBehindDot(List<SqlToken> tokens, int i) {
        return i >= 2 && tokens.get(i - 1).is(".");
    }

    private static boolean isName(String sql, SqlToken token, boolean quotes) {
        return token.isName() || quotes && sql.charAt(token.start()) == '"';
    }

    private static boolean namesStandInQuotes(Map<String, String> settings) {
        String mode = settings.getOrDefault("sql_mode", "").toUpperCase(Locale.ROOT);
        return mode.contains("ANSI") || mode.contains("ORACLE");
    }
}
