package dev.sterna.launcher.bench;

import dev.sterna.embedded.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The command line of a database's own client, as a piece of a shell script.
 *
 * @param passwordVariable where the script finds the password
 */
record ClientCommand(String program, Server server, String passwordVariable) {

    Engine engine() {
        return server.engine();
    }

    /** Executes one statement; rows go to its output or come from its input. */
    String executing(String sql, String... options) {
        List<String> words = new ArrayList<>(List.of(program));
        String port = Integer.toString(server.port());
        String user = server.login().user();
        String password = "\"$" + passwordVariable + "\" ";
        if (engine() == Engine.POSTGRESQL) {
            words.addAll(List.of("-X", "-q", "-w", "-v", "ON_ERROR_STOP=1"));
            words.addAll(List.of("-h", server.host(), "-p", port, "-U", user, "-d", server.database(), "-c", sql));
            return "PGCLIENTENCODING=UTF8 PGPASSWORD=" + password + line(words);
        }
        words.addAll(List.of("--no-defaults", "--protocol=tcp", "--default-character-set=utf8mb4"));
        if (server.plain()) {
            words.add("--skip-ssl");
        }
        words.addAll(List.of(options));
        words.addAll(List.of("-h", server.host(), "-P", port, "-u", user, "-e", sql, server.database()));
        return "MYSQL_PWD=" + password + line(words);
    }

    private static String line(List<String> words) {
        return words.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }
}
