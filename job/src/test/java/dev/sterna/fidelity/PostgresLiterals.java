package dev.sterna.fidelity;

import dev.sterna.embedded.Engine;
import java.util.List;
import java.util.stream.Stream;

/** Values of every type of PostgreSQL. */
final class PostgresLiterals {
    private PostgresLiterals() {}

    static SourceLiterals all() {
        return new SourceLiterals(
                Engine.POSTGRESQL,
                List.of("SET TimeZone = 'UTC'", "SET xmloption = content"),
                Stream.of(
                                PostgresNumbers.all(),
                                PostgresTexts.all(),
                                PostgresTimes.all(),
                                // From here on the bulk path writes text.
                                PostgresNumbers.asText(),
                                PostgresTexts.asText(),
                                PostgresTimes.asText(),
                                PostgresStructures.all(),
                                PostgresOthers.all())
                        .flatMap(List::stream)
                        .toList());
    }

    /** The condition of what came with a major version. */
    static TypeLiterals since(int version, TypeLiterals type) {
        return type.when(
                "SELECT current_setting('server_version_num')::int >= " + version + "0000",
                "PostgreSQL " + version + " or later");
    }

    /** The condition of what an extension brings. */
    static TypeLiterals extension(String name, TypeLiterals type) {
        return type.when(
                        "SELECT EXISTS (SELECT 1 FROM pg_available_extensions WHERE name = '" + name + "')",
                        "the extension " + name)
                .after("CREATE EXTENSION IF NOT EXISTS " + name);
    }
}
