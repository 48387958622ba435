package dev.sterna.dialect.mysql.server;

import dev.sterna.config.Endpoint;
import dev.sterna.dialect.mysql.sql.MySqlHash;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.dialect.server.Capability;
import dev.sterna.dialect.server.Server;
import dev.sterna.digest.RowHash;
import dev.sterna.digest.RowHasher;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds out what a server is and which hashes it computes. */
public final class MySqlProbe {
    private static final String SAMPLE = "1,5:a:b,\u00e9,\ud83d\ude00,\u0000";
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)(?:\\.\\d+)?");

    private MySqlProbe() {}

    public static Server probe(Connection connection, Endpoint endpoint) throws SQLException {
        String full = ScalarQuery.text(connection, "SELECT CONCAT(VERSION(), ' ', @@version_comment)");
        String product = full.toLowerCase(Locale.ROOT).contains("mariadb") ? "mariadb" : "mysql";
        Matcher version = VERSION.matcher(full);
        if (!version.find()) {
            throw new SQLException("Cannot understand the server's version: " + full);
        }
        Set<RowHash> hashes = hashes(connection);
        Server server = new Server(
                product,
                Integer.parseInt(version.group(1)),
                Integer.parseInt(version.group(2)),
                version.group(),
                version.group(1) + "." + version.group(2),
                location(connection, endpoint),
                hashes,
                capabilities(connection, endpoint, hashes),
                MySqlIdentity.read(connection));
        requireSupported(server);
        return server;
    }

    private static Set<Capability> capabilities(Connection connection, Endpoint endpoint, Set<RowHash> hashes)
            throws SQLException {
        Set<Capability> found = EnumSet.noneOf(Capability.class);
        if (hashes.stream().anyMatch(hash -> hash != RowHash.MD5_60)) {
            found.add(Capability.FAST_ROW_HASH);
        }
        if (LocalFiles.obstacle(connection) == null) {
            found.add(Capability.STREAMED_LOAD);
        }
        Privileges privileges = Privileges.read(connection);
        boolean hasPosition = new MySqlChangeLog().position(connection).isPresent();
        if (makesTemporaryTables(connection, endpoint, privileges)) {
            found.add(Capability.KEYED_CHANGES);
        }
        if (hasPosition) {
            found.add(Capability.LOG_POSITION);
        }
        if (MySqlLogSettings.obstacles(connection, hasPosition, privileges).isEmpty()) {
            found.add(Capability.FOLLOWS_LOG);
        }
        if (FormerRows.areTaken(connection)) {
            found.add(Capability.FORMER_ROWS);
        }
        if (IndexUse.of(connection) != IndexUse.NOWHERE) {
            found.add(Capability.COUNTS_INDEX_USE);
        }
        return found;
    }

    private static boolean makesTemporaryTables(Connection connection, Endpoint endpoint, Privileges privileges)
            throws SQLException {
        List<String> schemas = new ArrayList<>(endpoint.schemas());
        schemas.remove("*");
        String database = ScalarQuery.text(connection, "SELECT DATABASE()");
        if (schemas.isEmpty() && database != null) {
            schemas.add(database);
        }
        return schemas.stream().allMatch(schema -> privileges.inSchema("CREATE TEMPORARY TABLES", schema));
    }

    private static void requireSupported(Server server) {
        boolean old = server.product().equals("mariadb") ? !server.atLeast(10, 6) : !server.atLeast(8, 0);
        if (old) {
            throw SternaException.of(
                    Category.REFUSED,
                    "server-too-old",
                    null,
                    "Cannot work with " + server.label() + ": version " + server.version() + " is too old",
                    "Upgrade the server to MySQL 8.0 or MariaDB 10.6, or migrate from a replica of such a version");
        }
    }

    private static String location(Connection connection, Endpoint endpoint) throws SQLException {
        String authority = MySqlSession.mariaDbUrl(endpoint.shownUrl())
                .replaceFirst("^jdbc:mariadb:(?:[a-z-]+:)?//", "")
                .replaceFirst("[/?].*$", "");
        String database = ScalarQuery.text(connection, "SELECT DATABASE()");
        return (authority.isEmpty() ? "localhost" : authority) + "/" + (database == null ? "" : database);
    }

    /** Tried, and not looked up by version: what counts is that both sides get the same number. */
    private static Set<RowHash> hashes(Connection connection) throws SQLException {
        Set<RowHash> agreed = EnumSet.noneOf(RowHash.class);
        byte[] octets = SAMPLE.getBytes(StandardCharsets.UTF_8);
        String sample = MySqlLiterals.bytes(octets);
        for (RowHash hash : new RowHash[] {RowHash.CRC_PRODUCT, RowHash.MD5_60}) {
            long expected = new RowHasher(hash).hash(octets, 0, octets.length);
            String found =
                    ScalarQuery.textIfAllowed(connection, "SELECT " + MySqlHash.expression(hash, sample, "probe"));
            if (Long.toString(expected).equals(found)) {
                agreed.add(hash);
            }
        }
        return agreed;
    }
}
