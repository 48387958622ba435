package dev.sterna.launcher.bench;

import dev.sterna.embedded.Engine;
import java.util.Locale;
import java.util.Optional;

/** From which engine to which. */
record Pair(Engine source, Engine target) {
    static final Pair DEFAULT = new Pair(Engine.MARIADB, Engine.POSTGRESQL);

    /** Reads {@code mariadb-postgresql}; empty when it is no such pair. */
    static Optional<Pair> of(String text) {
        String[] names = text.split("-", -1);
        if (names.length != 2) {
            return Optional.empty();
        }
        return engine(names[0]).flatMap(source -> engine(names[1]).map(target -> new Pair(source, target)));
    }

    private static Optional<Engine> engine(String name) {
        return switch (name) {
            case "mariadb" -> Optional.of(Engine.MARIADB);
            case "postgresql" -> Optional.of(Engine.POSTGRESQL);
            default -> Optional.empty();
        };
    }

    @Override
    public String toString() {
        return source.name().toLowerCase(Locale.ROOT) + "-" + target.name().toLowerCase(Locale.ROOT);
    }
}
