package dev.sterna.dialect.mysql.catalog;

import dev.sterna.dialect.mysql.sql.MySqlTokens;
import dev.sterna.model.TableName;
import dev.sterna.sql.SqlToken;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The tables that a view reads, by its text as the server keeps it: all names quoted and in full, sources behind FROM
 * or JOIN only.
 */
final class ViewSources {
    /** Functions with a FROM of their own. */
    private static final Set<String> FROM_WITHIN = Set.of("extract", "trim", "substring", "substr", "mid");

    private ViewSources() {}

    static List<TableName> of(String sql) {
        Set<TableName> found = new LinkedHashSet<>();
        List<SqlToken> tokens = new ArrayList<>(MySqlTokens.of(sql));
        Deque<String> calls = new ArrayDeque<>();
        for (int i = 0; i < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            if (token.is("(")) {
                calls.push(i == 0 ? "" : tokens.get(i - 1).plain().toLowerCase(Locale.ROOT));
            } else if (token.is(")")) {
                calls.poll();
            } else if (token.is("join")
                    || token.is("straight_join")
                    || token.is("from") && !FROM_WITHIN.contains(calls.isEmpty() ? "" : calls.peek())) {
                source(tokens, i + 1, found);
            }
        }
        return List.copyOf(found);
    }

    private static void source(List<SqlToken> tokens, int from, Set<TableName> found) {
        int at = from;
        while (at < tokens.size() && tokens.get(at).is("(")) {
            at++;
        }
        if (at + 2 < tokens.size()
                && tokens.get(at).kind() == SqlToken.Kind.NAME
                && tokens.get(at + 1).is(".")
                && tokens.get(at + 2).kind() == SqlToken.Kind.NAME) {
            found.add(new TableName(tokens.get(at).plain(), tokens.get(at + 2).plain()));
        }
    }
}
