package dev.sterna.prepare;

import dev.sterna.dialect.SchemaDdl;
import dev.sterna.dialect.SchemaScript.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Statements that one does the work of, where each would have the server copy the table. */
final class JoinedStatements {
    private final Map<PlannedStatement, Joined> byFirst = new HashMap<>();

    /**
     * Some that follow each other.
     *
     * @param whole does the work of all
     * @param parts two at least
     */
    record Joined(PlannedStatement whole, List<PlannedStatement> parts) {
        Joined {
            parts = List.copyOf(parts);
        }
    }

    JoinedStatements(List<PlannedStatement> statements, SchemaDdl ddl) {
        List<PlannedStatement> parts = new ArrayList<>();
        Statement whole = null;
        for (PlannedStatement next : statements) {
            Optional<Statement> more = whole == null || !next.creates() || next.ownSession()
                    ? Optional.empty()
                    : ddl.together(whole, next.statement());
            if (more.isEmpty()) {
                add(whole, parts);
                parts.clear();
            }
            whole = more.orElse(next.creates() && !next.ownSession() ? next.statement() : null);
            parts.add(next);
        }
        add(whole, parts);
    }

    private void add(Statement whole, List<PlannedStatement> parts) {
        if (parts.size() > 1) {
            PlannedStatement first = parts.get(0);
            byFirst.put(first, new Joined(new PlannedStatement(whole, first.key(), true, first.table()), parts));
        }
    }

    /** What may be executed in place of a statement and those behind it. */
    Optional<Joined> from(PlannedStatement first) {
        return Optional.ofNullable(byFirst.get(first));
    }
}
