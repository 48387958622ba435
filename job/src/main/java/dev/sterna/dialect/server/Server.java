package dev.sterna.dialect.server;

import dev.sterna.digest.RowHash;
import java.io.Serializable;
import java.util.Set;

/**
 * A server as it was found.
 *
 * @param product short and stable; a dialect may know several
 * @param version as it names itself, e.g. {@code 11.4.5}
 * @param release that part of the version by which its makers tell releases apart, e.g. {@code 11.4}
 * @param location {@code host:port/database}, for people
 * @param hashes the row hashes that it computes as {@link RowHash} defines them, tried on a sample text
 * @param capabilities what it has of what its dialect declares, for the user and settings of the connection that asked
 * @param identity of the database that the URL leads to
 */
public record Server(
        String product,
        int major,
        int minor,
        String version,
        String release,
        String location,
        Set<RowHash> hashes,
        Set<Capability> capabilities,
        DatabaseIdentity identity)
        implements Serializable {
    public Server {
        hashes = Set.copyOf(hashes);
        capabilities = Set.copyOf(capabilities);
    }

    /** Whether the version is at least that one. */
    public boolean atLeast(int wantedMajor, int wantedMinor) {
        return major > wantedMajor || major == wantedMajor && minor >= wantedMinor;
    }

    public boolean has(Capability capability) {
        return capabilities.contains(capability);
    }

    /** For people and for the result object, e.g. {@code mariadb 11.4 db1:3306/shop}. */
    public String label() {
        return product + " " + release + " " + location;
    }
}
