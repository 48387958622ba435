package dev.sterna.launcher;

import dev.sterna.embedded.EmbeddedMariaDb;
import dev.sterna.embedded.EmbeddedPostgres;
import dev.sterna.embedded.EmbeddedServer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** The engines that the demo can start, by their words on the command line. */
enum DemoEngine {
    MARIADB("MariaDB"),
    POSTGRESQL("PostgreSQL");

    private final String title;

    DemoEngine(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    EmbeddedServer start(Path parent, String database) {
        return switch (this) {
            case MARIADB -> EmbeddedMariaDb.start(parent, database, Map.of());
            case POSTGRESQL -> EmbeddedPostgres.start(parent, database, Map.of());
        };
    }

    /** The file in {@code conf} to start from for a migration between the two. */
    static String example(DemoEngine source, DemoEngine target) {
        return source == MARIADB && target == MARIADB
                ? "mysql-to-mysql.conf"
                : source.word() + "-to-" + target.word() + ".conf";
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
