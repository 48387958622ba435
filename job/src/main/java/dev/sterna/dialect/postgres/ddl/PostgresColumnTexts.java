package dev.sterna.dialect.postgres.ddl;

import dev.sterna.dialect.postgres.sql.PostgresExpressions;
import dev.sterna.dialect.postgres.sql.PostgresIdentifiers;
import dev.sterna.dialect.postgres.sql.PostgresTokens;
import dev.sterna.dialect.rename.ColumnTexts;
import dev.sterna.dialect.rename.RenamedColumns;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.sql.SqlToken;
import java.util.List;
import java.util.Map;

/** The SQL of a table of PostgreSQL with other names of its columns. */
public final class PostgresColumnTexts implements ColumnTexts {
    private final RenamedColumns columns = new RenamedColumns(
            new PostgresExpressions(), PostgresTokens::meaningful, SqlToken::isName, PostgresIdentifiers::bare);

    @Override
    public String expression(String sql, TableDefinition table, Map<String, String> names) {
        return columns.in(sql, table, names);
    }

    @Override
    public String index(Index index, TableDefinition table, Map<String, String> names) {
        return index.definition() == null ? null : new Statement(index, table, names).renamed();
    }

    /** One statement, whose expressions and condition stand in it as the catalogue tells them alone. */
    private final class Statement {
        private final Index index;
        private final TableDefinition table;
        private final Map<String, String> names;
        private final String sql;
        private final StringBuilder out = new StringBuilder();
        private int taken;
        private boolean understood = true;

        Statement(Index index, TableDefinition table, Map<String, String> names) {
            this.index = index;
            this.table = table;
            this.names = names;
            this.sql = index.definition();
        }

        String renamed() {
            List<SqlToken> tokens = PostgresTokens.meaningful(sql);
            boolean columnsFollow = false;
            boolean first = false;
            int depth = 0;
            int part = 0;
            for (SqlToken token : tokens) {
                // What comes behind the lists has names of its own.
                columnsFollow = token.is("USING")
                        || token.is("INCLUDE")
                        || columnsFollow && !(depth == 0 && (token.is("WITH") || token.is("WHERE")));
                if (columnsFollow && depth == 1 && first) {
                    part(token, part++);
                }
                depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
                first = depth == 1 && (token.is("(") || token.is(","));
                if (depth == 0 && token.is("WHERE") && index.predicate() != null) {
                    replace(token.end(), index.predicate());
                    break;
                }
            }
            return understood ? out.append(sql, taken, sql.length()).toString() : null;
        }

        /** Behind the keys come the columns that are only carried. */
        private void part(SqlToken token, int number) {
            String expression =
                    number < index.parts().size() ? index.parts().get(number).expression() : null;
            if (expression != null) {
                replace(token.start(), expression);
            } else if (token.isName() && names.containsKey(token.value())) {
                out.append(sql, taken, token.start()).append(PostgresIdentifiers.bare(names.get(token.value())));
                taken = token.end();
            }
        }

        /** Where the expression is the next thing behind blanks and parentheses of the statement's own. */
        private void replace(int from, String expression) {
            int at = sql.indexOf(expression, from);
            String now = columns.in(expression, table, names);
            if (at < 0 || now == null || !sql.substring(from, at).chars().allMatch(c -> c == '(' || c == ' ')) {
                understood = false;
                return;
            }
            out.append(sql, taken, at).append(now);
            taken = at + expression.length();
        }
    }
}
