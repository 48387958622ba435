package dev.sterna.testing;

import dev.sterna.embedded.Engine;
import java.util.Arrays;
import java.util.stream.Stream;

/** The engines of a source and of a target. */
public record EnginePair(Engine from, Engine to) {
    /** Any engine to any, also to itself. */
    public static Stream<EnginePair> all() {
        return Arrays.stream(Engine.values())
                .flatMap(from -> Arrays.stream(Engine.values()).map(to -> new EnginePair(from, to)));
    }

    /** Whether the two speak different languages; MySQL and MariaDB do not. */
    public boolean crosses() {
        return (from == Engine.POSTGRESQL) != (to == Engine.POSTGRESQL);
    }

    /** Whether MySQL is one of the two, and the other speaks its language too. */
    boolean isOfMySqlAndItsTwin() {
        return !crosses() && (from == Engine.MYSQL || to == Engine.MYSQL);
    }

    /** The pair with MariaDB in MySQL's place. */
    public EnginePair withoutMySql() {
        return new EnginePair(withoutMySql(from), withoutMySql(to));
    }

    private static Engine withoutMySql(Engine engine) {
        return engine == Engine.MYSQL ? Engine.MARIADB : engine;
    }

    @Override
    public String toString() {
        return from + " to " + to;
    }
}
