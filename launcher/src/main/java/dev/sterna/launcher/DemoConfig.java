package dev.sterna.launcher;

import dev.sterna.embedded.EmbeddedServer;
import java.nio.file.Path;

/** The demo's configuration, as somebody would write it for databases of their own. */
final class DemoConfig {
    private DemoConfig() {}

    static String text(Path workspace, EmbeddedServer source, EmbeddedServer target) {
        return """
                sterna {
                  workspace = "%s"

                  source {
                    url = "%s"
                    user = %s
                    password = "%s"
                  }

                  target {
                    url = "%s"
                    user = %s
                    password = "%s"
                  }
                }
                """.formatted(
                        workspace.toUri(),
                        source.jdbcUrl(),
                        source.user(),
                        source.password(),
                        target.jdbcUrl(),
                        target.user(),
                        target.password());
    }
}
