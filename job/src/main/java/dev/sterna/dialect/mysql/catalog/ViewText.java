package dev.sterna.dialect.mysql.catalog;

import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.dialect.mysql.sql.MySqlTokens;
import dev.sterna.model.TableName;
import dev.sterna.sql.SqlToken;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The query of a view so that it means the same in every session. MySQL puts the schema before the alias of a view that it
 * reads, which it would not understand in another schema, and none before functions, which it would look for in the
 * schema of the session.
 */
final class ViewText {
    private final String schema;
    private final Set<String> functions;

    /**
     * For the views of one schema.
     *
     * @param functions in lower case, as they are found whatever their case
     */
    ViewText(String schema, Set<String> functions) {
        this.schema = schema;
        this.functions = functions;
    }

    /**
     * The query.
     *
     * @param reads the tables and views that stand behind its FROM
     */
    String of(String sql, Collection<TableName> reads) {
        StringBuilder out = new StringBuilder();
        List<SqlToken> tokens = MySqlTokens.of(sql);
        int copied = 0;
        for (int i = 0; i < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            if (token.kind() != SqlToken.Kind.NAME || i > 0 && tokens.get(i - 1).is(".")) {
                continue;
            }
            if (isBeforeAlias(tokens, i, reads)) {
                out.append(sql, copied, token.start());
                copied = tokens.get(i + 2).start();
            } else if (i + 1 < tokens.size() && tokens.get(i + 1).is("(") && isFunction(token.plain())) {
                out.append(sql, copied, token.start())
                        .append(MySqlLiterals.quote(schema))
                        .append('.');
                copied = token.start();
            }
        }
        return out.append(sql.substring(copied)).toString();
    }

    private boolean isFunction(String name) {
        return functions.contains(name.toLowerCase(Locale.ROOT));
    }

    private static boolean isBeforeAlias(List<SqlToken> tokens, int i, Collection<TableName> reads) {
        return i + 4 < tokens.size()
                && tokens.get(i + 1).is(".")
                && tokens.get(i + 2).isName()
                && tokens.get(i + 3).is(".")
                && !reads.contains(
                        new TableName(tokens.get(i).plain(), tokens.get(i + 2).plain()));
    }
}
