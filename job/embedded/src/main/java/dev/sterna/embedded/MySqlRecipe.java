package dev.sterna.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a MariaDB or a MySQL is started.
 *
 * @param engine which of the two
 * @param urlFormat see {@link RunningServer}
 * @param binaries the directory that holds {@code bin} and {@code share}
 * @param installation what the two do differently
 * @param settings as in my.cnf
 */
record MySqlRecipe(
        Engine engine, String urlFormat, Path binaries, Installation installation, Map<String, String> settings)
        implements Startup.Recipe {

    /** How one of the two comes to its system tables. */
    interface Installation {
        /** The name of the server's program. */
        String program();

        /**
         * Makes what a run of the server needs in the directory.
         *
         * @return options of every run, besides those that both have
         */
        List<String> options(Path directory) throws IOException;

        /**
         * Writes what makes the administrator into the directory.
         *
         * @param server the program with the options of every run
         * @return a line of shell that makes the system tables
         */
        String line(List<String> server, Path directory, Login administrator) throws IOException;
    }

    @Override
    public String administrator() {
        return "root";
    }

    @Override
    public String administrationDatabase() {
        return "mysql";
    }

    /** Nothing is flushed: the data goes anyway. */
    @Override
    public String stopSignal() {
        return "KILL";
    }

    @Override
    public String script(Path directory, int port, Login administrator) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                binaries.resolve("bin").resolve(installation.program()).toString(),
                "--no-defaults",
                "--lc-messages-dir=" + binaries.resolve("share"),
                "--datadir=" + directory.resolve("data")));
        command.addAll(installation.options(directory));
        if (Integer.valueOf(0).equals(Files.getAttribute(directory, "unix:uid"))) {
            command.add("--user=root");
        }
        List<String> server = new ArrayList<>(command);
        server.addAll(List.of(
                "--bind-address=" + Ports.HOST,
                "--port=" + port,
                // Relative to the data directory: the path of a socket must be short.
                "--socket=server.sock",
                "--pid-file=server.pid"));
        settings.forEach((name, value) -> server.add("--" + name + "=" + value));
        return installation.line(command, directory, administrator) + " && exec " + Startup.line(server) + "\n";
    }

    /**
     * The owner may do everything in the database and in those whose names start with its name and an underscore, and
     * may read what the server says of itself and of its binary log.
     */
    @Override
    public List<String> firstStatements(String database, Login owner) {
        String user = "'" + owner.user() + "'@'%'";
        String quoted = database.replace("`", "``");
        String pattern = quoted.replace("\\", "\\\\").replace("_", "\\_").replace("%", "\\%");
        return List.of(
                "CREATE DATABASE `" + quoted + "`",
                "CREATE USER " + user + " IDENTIFIED BY '" + owner.password() + "'",
                "GRANT ALL ON `" + pattern + "`.* TO " + user,
                "GRANT ALL ON `" + pattern + "\\_%`.* TO " + user,
                "GRANT PROCESS, RELOAD, REPLICATION CLIENT, REPLICATION SLAVE ON *.* TO " + user);
    }
}
