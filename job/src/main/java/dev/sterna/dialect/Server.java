package dev.sterna.dialect;

import dev.sterna.digest.RowHash;
import java.io.Serializable;
import java.util.Set;

/**
 * A server as it was found.
 *
 * @param product {@code postgresql}, {@code mariadb}, {@code mysql}
 * @param version as it names itself, e.g. {@code 11.4.5}
 * @param location {@code host:port/database}, for people
 * @param hashes the row hashes that it computes as {@link RowHash} defines them, tried on a sample text
 * @param identity of the database that the URL leads to
 */
public record Server(
        String product,
        int major,
        int minor,
        String version,
        String location,
        Set<RowHash> hashes,
        DatabaseIdentity identity)
        implements Serializable {
    public Server {
        hashes = Set.copyOf(hashes);
    }

    /** Whether the version is at least that one. */
    public boolean atLeast(int wantedMajor, int wantedMinor) {
        return major > wantedMajor || major == wantedMajor && minor >= wantedMinor;
    }

    /** For people and for the result object, e.g. {@code mariadb 11.4 db1:3306/shop}. */
    public String label() {
        return product + " " + major + (product.equals("postgresql") ? "" : "." + minor) + " " + location;
    }
}
