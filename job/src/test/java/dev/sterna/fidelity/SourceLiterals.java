package dev.sterna.fidelity;

import dev.sterna.embedded.Engine;
import java.util.List;

/**
 * All that a source engine is tried with.
 *
 * @param session statements before the values are written
 */
record SourceLiterals(Engine engine, List<String> session, List<TypeLiterals> types) {
    SourceLiterals {
        session = List.copyOf(session);
        types = List.copyOf(types);
    }

    static SourceLiterals of(Engine engine) {
        return switch (engine) {
            case POSTGRESQL -> PostgresLiterals.all();
            case MARIADB -> MySqlLiterals.mariaDb();
            case MYSQL -> MySqlLiterals.mySql();
        };
    }
}
