package dev.sterna.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;

/** A program that starts both servers below a directory, says so, and then waits to be killed. */
final class ServerHolder {
    private ServerHolder() {}

    public static void main(String[] args) throws SQLException, IOException {
        Path parent = Path.of(args[0]);
        for (EmbeddedServer server : new EmbeddedServer[] {
            EmbeddedMariaDb.start(parent, "shop", Map.of()), EmbeddedPostgres.start(parent, "shop", Map.of())
        }) {
            server.connect().close();
        }
        System.out.println("ready");
        System.out.flush();
        int ignored = System.in.read();
    }
}
