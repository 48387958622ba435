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

    @Override
    public String toString() {
        return from + " to " + to;
    }
}
