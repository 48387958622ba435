package dev.sterna.dialect.server;

import dev.sterna.error.Problem;
import dev.sterna.model.Side;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How bytes travel between Sterna and a server.
 *
 * @param hosts that a connection may go to; empty for a socket of this machine
 */
public record Transport(List<String> hosts, Protection protection) {
    public Transport {
        hosts = List.copyOf(hosts);
    }

    /** What keeps others from reading along, and from answering in the server's place. */
    public enum Protection {
        /** Nothing, unless the server insists. */
        NONE,

        /** Encryption if the server offers it. */
        MAYBE,

        /** Encryption, with whoever answers. */
        ENCRYPTED,

        /** Encryption, with a server whose certificate is checked. */
        VERIFIED
    }

    /** What to tell a user about connections that leave this machine and can be read or redirected. */
    public Optional<Problem> warning(Side side) {
        Optional<String> away = hosts.stream().filter(host -> !isLoopback(host)).findFirst();
        String setting = "sterna." + side.label() + ".tls";
        return away.flatMap(host -> switch (protection) {
            case VERIFIED -> Optional.empty();
            case NONE ->
                Optional.of(Problem.warning(
                        "tls-off",
                        null,
                        "The connection to the " + side.label() + " at " + host + " is not encrypted",
                        "Set " + setting + " = verify"));
            case MAYBE ->
                Optional.of(Problem.warning(
                        "tls-unverified",
                        null,
                        "The connection to the " + side.label() + " at " + host
                                + " is encrypted only if the server offers it, and nobody checks which server it is",
                        "Set " + setting + " = verify"));
            case ENCRYPTED ->
                Optional.of(Problem.warning(
                        "tls-unverified",
                        null,
                        "The connection to the " + side.label() + " at " + host
                                + " is encrypted, but nobody checks which server it is",
                        "Set " + setting + " = verify"));
        });
    }

    /** Whether the server is on this machine, as far as its name tells. */
    public boolean staysHere() {
        return hosts.stream().allMatch(Transport::isLoopback);
    }

    /** By its name alone: nobody is asked. */
    private static boolean isLoopback(String host) {
        String name = host.replaceAll("^\\[|]$", "").toLowerCase(Locale.ROOT);
        return name.isEmpty()
                || name.startsWith("/")
                || name.equals("localhost")
                || name.endsWith(".localhost")
                || name.matches("127\\.\\d+\\.\\d+\\.\\d+")
                || name.equals("::1")
                || name.equals("0:0:0:0:0:0:0:1");
    }
}
