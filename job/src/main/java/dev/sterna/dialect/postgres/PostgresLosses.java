package dev.sterna.dialect.postgres;

import dev.sterna.config.ValuePolicy;
import dev.sterna.dialect.DeclaredLosses;
import dev.sterna.model.Table;
import java.util.List;

/** None: PostgreSQL has neither zero dates nor NUL characters, which are all that a policy is about. */
final class PostgresLosses implements DeclaredLosses {
    @Override
    public List<Loss> possible(Table table, ValuePolicy policy) {
        return List.of();
    }

    @Override
    public String count(Table table, List<Loss> losses, String where) {
        throw new IllegalArgumentException("PostgreSQL loses no values");
    }
}
