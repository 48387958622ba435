package dev.sterna.dialect.mysql.ddl;

import dev.sterna.dialect.mysql.sql.MySqlExpressions;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.dialect.mysql.sql.MySqlTokens;
import dev.sterna.dialect.rename.ColumnTexts;
import dev.sterna.dialect.rename.RenamedColumns;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.sql.SqlToken;
import java.util.Map;

/** The SQL of a table of MySQL or MariaDB with other names of its columns, all of which stand in quotes there. */
public final class MySqlColumnTexts implements ColumnTexts {
    private final RenamedColumns columns = new RenamedColumns(
            new MySqlExpressions(), MySqlTokens::of, token -> token.kind() == SqlToken.Kind.NAME, MySqlLiterals::quote);

    @Override
    public String expression(String sql, TableDefinition table, Map<String, String> names) {
        return columns.in(sql, table, names);
    }

    /** Where an index has a statement of its own, it says more than which columns it is over. */
    @Override
    public String index(Index index, TableDefinition table, Map<String, String> names) {
        return null;
    }
}
