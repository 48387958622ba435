package dev.sterna.dialect.postgres.ddl;

import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.dialect.postgres.sql.PostgresTokens;
import dev.sterna.model.schema.Index;
import dev.sterna.sql.SqlToken;
import java.util.List;
import java.util.Map;

/** The statement of an index over nothing but columns, with other names of these. */
public final class IndexColumns {
    private IndexColumns() {}

    /** Null for an index with an expression or a condition. */
    public static String renamed(Index index, Map<String, String> names) {
        if (index.predicate() != null || index.parts().stream().anyMatch(part -> part.column() == null)) {
            return null;
        }
        StringBuilder sql = new StringBuilder();
        boolean columns = false;
        boolean first = false;
        int depth = 0;
        List<SqlToken> tokens = PostgresTokens.of(index.definition());
        for (SqlToken token : tokens) {
            // What comes behind the lists has names of its own.
            columns = token.is("USING") || token.is("INCLUDE") || columns && !(depth == 0 && token.is("WITH"));
            String now = columns && depth == 1 && first && token.isName() ? names.get(token.plain()) : null;
            sql.append(now == null ? token.text() : Literals.identifier(now));
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (token.kind() != SqlToken.Kind.BLANK) {
                first = depth == 1 && (token.is("(") || token.is(","));
            }
        }
        return sql.toString();
    }
}
