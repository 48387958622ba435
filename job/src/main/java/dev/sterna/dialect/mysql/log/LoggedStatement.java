package dev.sterna.dialect.mysql.log;

import dev.sterna.model.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement in the log: of which definitions stand there, and changes of rows should not.
 *
 * @param tables that are concerned
 * @param schema that went with all its tables, or null
 * @param schemas in which rows may have changed
 */
record LoggedStatement(Effect effect, List<TableName> tables, String schema, Set<String> schemas) {

    /** What it does to its tables. */
    enum Effect {
        NOTHING,
        /** They are empty. */
        TRUNCATES,
        /** They are defined otherwise, are others, or are gone; or lost rows in a way that no row tells. */
        REDEFINES,
        /** Rows have changed, nobody knows which. */
        CHANGES_ROWS
    }

    private static final Set<String> SYSTEM = Set.of("mysql", "sys", "performance_schema", "information_schema");

    /**
     * A word, a name in backquotes or double quotes, a text, or a single character; comments are left out. Possessive, because
     * a way back would cost a frame of the stack for each character of a long text.
     */
    private static final Pattern TOKEN = Pattern.compile("(?s)/\\*M?!\\d*|\\*/|/\\*.*?\\*/|(?:--\\s|#)[^\\n]*|\\s+"
            + "|(`(?:[^`]++|``)*+`|\"(?:[^\"]++|\"\")*+\"|[\\p{L}\\p{N}_$]+|'(?:[^'\\\\]++|''|\\\\.)*+'|.)");

    static LoggedStatement of(String sql, String database) {
        return new Reader(tokens(sql), database).read();
    }

    private static List<String> tokens(String sql) {
        List<String> tokens = new ArrayList<>();
        // Names stand at the beginning; a statement may carry megabytes behind them.
        Matcher token = TOKEN.matcher(sql.length() > 20_000 ? sql.substring(0, 20_000) : sql);
        while (token.lookingAt()) {
            if (token.group(1) != null) {
                tokens.add(token.group(1));
            }
            token.region(token.end(), token.regionEnd());
        }
        return tokens;
    }

    /** Goes through the words. */
    private static final class Reader {
        private final List<String> tokens;
        private final String database;
        private int at;

        Reader(List<String> tokens, String database) {
            this.tokens = tokens;
            this.database = database;
        }

        private boolean skip(String... words) {
            for (String word : words) {
                if (at < tokens.size() && tokens.get(at).equalsIgnoreCase(word)) {
                    at++;
                    return true;
                }
            }
            return false;
        }

        private static LoggedStatement nothing() {
            return new LoggedStatement(Effect.NOTHING, List.of(), null, Set.of());
        }

        LoggedStatement read() {
            // Settings for one statement stand before it.
            if (skip("SET") && skip("STATEMENT")) {
                while (at < tokens.size() && !skip("FOR")) {
                    at++;
                }
            }
            if (skip("ALTER")) {
                while (skip("ONLINE", "IGNORE")) {
                    // old ways to say how
                }
                return skip("TABLE") ? redefines(altered()) : nothing();
            }
            if (skip("CREATE")) {
                return created();
            }
            if (skip("DROP")) {
                return dropped();
            }
            if (skip("RENAME")) {
                return skip("TABLE", "TABLES") ? redefines(namesUntilTheEnd()) : nothing();
            }
            if (skip("TRUNCATE")) {
                skip("TABLE");
                return new LoggedStatement(Effect.TRUNCATES, List.of(name()), null, Set.of());
            }
            return rows();
        }

        /** The table itself, and one that it changes places or partitions with. */
        private List<TableName> altered() {
            skipCondition();
            List<TableName> tables = new ArrayList<>(List.of(name()));
            for (; at < tokens.size(); at++) {
                if (skip("WITH") && skip("TABLE")) {
                    tables.add(name());
                } else if (skip("RENAME") && !skip("COLUMN", "INDEX", "KEY")) {
                    skip("TO", "AS", "=");
                    tables.add(name());
                }
            }
            return tables;
        }

        private LoggedStatement created() {
            boolean replaces = skip("OR") && skip("REPLACE");
            if (skip("TABLE")) {
                // One that is there stays as it is, but stands in the log; that one was dropped stands there too.
                boolean onlyIfAbsent = skipCondition();
                return onlyIfAbsent && !replaces ? nothing() : redefines(List.of(name()));
            }
            if (replaces && skip("DATABASE", "SCHEMA")) {
                return new LoggedStatement(Effect.REDEFINES, List.of(), unquoted(next()), Set.of());
            }
            while (skip("UNIQUE", "FULLTEXT", "SPATIAL", "VECTOR", "ONLINE", "OFFLINE")) {
                // kinds of indexes
            }
            return skip("INDEX") ? redefines(afterOn()) : nothing();
        }

        private LoggedStatement dropped() {
            if (skip("TABLE", "TABLES")) {
                skipCondition();
                return redefines(namesUntilTheEnd());
            }
            if (skip("DATABASE", "SCHEMA")) {
                skipCondition();
                return new LoggedStatement(Effect.REDEFINES, List.of(), unquoted(next()), Set.of());
            }
            return skip("INDEX") ? redefines(afterOn()) : nothing();
        }

        private List<TableName> afterOn() {
            while (at < tokens.size() && !skip("ON")) {
                at++;
            }
            return List.of(name());
        }

        private LoggedStatement rows() {
            boolean deletes = skip("DELETE");
            boolean inserts = skip("INSERT", "REPLACE");
            if (!deletes && !inserts && !skip("UPDATE", "LOAD", "WITH", "SELECT", "CALL")) {
                return nothing();
            }
            while (skip("LOW_PRIORITY", "HIGH_PRIORITY", "DELAYED", "QUICK", "IGNORE", "INTO", "FROM")) {
                // how, and on what
            }
            TableName table = name();
            if (SYSTEM.contains(table.schema())) {
                return nothing();
            }
            if (deletes && at >= tokens.size()) {
                // What a server writes for a table in memory, of which a restart has left nothing.
                return new LoggedStatement(Effect.TRUNCATES, List.of(table), null, Set.of());
            }
            Set<String> schemas = new HashSet<>(Set.of(table.schema()));
            if (!inserts) {
                // It may change several tables, wherever it names them.
                schemas.add(database);
                tokens.forEach(token -> schemas.add(unquoted(token)));
            }
            return new LoggedStatement(Effect.CHANGES_ROWS, List.of(table), null, schemas);
        }

        private static LoggedStatement redefines(List<TableName> tables) {
            return new LoggedStatement(Effect.REDEFINES, tables, null, Set.of());
        }

        /** Gives whether there is one. */
        private boolean skipCondition() {
            if (!skip("IF")) {
                return false;
            }
            skip("NOT");
            return skip("EXISTS");
        }

        private List<TableName> namesUntilTheEnd() {
            List<TableName> names = new ArrayList<>();
            while (at < tokens.size()) {
                names.add(name());
                if (!skip(",", "TO")) {
                    at++;
                }
            }
            return names;
        }

        private TableName name() {
            String first = unquoted(next());
            return skip(".") ? new TableName(first, unquoted(next())) : new TableName(database, first);
        }

        private String next() {
            return at < tokens.size() ? tokens.get(at++) : "";
        }

        private static String unquoted(String token) {
            if (token.length() < 2 || token.charAt(0) != '`' && token.charAt(0) != '"') {
                return token;
            }
            String quote = token.substring(0, 1);
            return token.substring(1, token.length() - 1).replace(quote + quote, quote);
        }
    }
}
