package dev.sterna.launcher.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

/** A way to copy the tables. */
interface Contender {
    /** As in {@code --rows}. */
    String name();

    /** Why it cannot run with these engines on this machine; empty: it can. */
    Optional<String> obstacle(Pair pair, Programs programs);

    /** Its version, or something like it; asked only where there is no obstacle. */
    String version(Pair pair, Programs programs);

    /** Writes files, and creates what the tool does not create itself; the clock does not run yet. */
    Command prepare(Course course, Programs programs) throws IOException, SQLException;

    /** What the tool itself says of its run, read after the clock has stopped. */
    default Account account(Path directory) throws IOException {
        return Account.NONE;
    }
}
