package dev.sterna.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** How root runs a program that refuses to run as root, as PostgreSQL does. */
final class Unprivileged {
    private static final int NOBODY = 65534;

    private Unprivileged() {}

    /**
     * The words to put before such a command: none for an ordinary user; for root a user namespace of its own, or the
     * user nobody where the machine has no namespaces.
     *
     * @param directory what the program works on, handed over to that user with what is in it
     */
    static List<String> prefix(Path directory) throws IOException {
        if (!Integer.valueOf(0).equals(Files.getAttribute(directory, "unix:uid"))) {
            return List.of();
        }
        if (Namespaces.supported) {
            return List.of("unshare", "--user");
        }
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.toList()) {
                Files.setAttribute(path, "unix:uid", NOBODY);
            }
        }
        return List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
    }

    /** Asked once. */
    private static final class Namespaces {
        static final boolean supported = supported();

        private static boolean supported() {
            try {
                return new ProcessBuilder("unshare", "--user", "true")
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start()
                                .waitFor()
                        == 0;
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
