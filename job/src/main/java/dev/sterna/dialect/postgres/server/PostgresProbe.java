package dev.sterna.dialect.postgres.server;

import dev.sterna.config.Endpoint;
import dev.sterna.dialect.postgres.rows.HashSql;
import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.dialect.postgres.sql.PostgresEngine;
import dev.sterna.dialect.server.Capability;
import dev.sterna.dialect.server.Server;
import dev.sterna.digest.RowHash;
import dev.sterna.digest.RowHasher;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.Properties;
import java.util.Set;
import org.postgresql.Driver;

/** Finds out who the server is, and tries each row hash against the same in Java. */
public final class PostgresProbe {
    /** Longer than the blocks that the hashes work in. */
    private static final String ASCII_SAMPLE =
            "1,5:terna,-0.50,2024-02-29 23:59:59.999999,24:genus of the Arctic tern,";

    /** With characters of two to four octets, which not every encoding has. */
    private static final String SAMPLE = ASCII_SAMPLE + "9:\u00e9\u20ac\ud83d\udc26,";

    private PostgresProbe() {}

    public static Server probe(Connection connection, Endpoint endpoint) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_catalog.current_setting('server_version'),"
                        + " pg_catalog.current_setting('server_version_num')::int,"
                        + " pg_catalog.current_setting('server_encoding'), pg_catalog.current_database(),"
                        + " pg_catalog.to_regprocedure('pg_catalog.crc32(bytea)') IS NOT NULL"
                        + " AND pg_catalog.to_regprocedure('pg_catalog.crc32c(bytea)') IS NOT NULL,"
                        + " pg_catalog.has_database_privilege(pg_catalog.current_database(), 'TEMPORARY'),"
                        + " pg_catalog.current_setting('track_counts') = 'on'")) {
            row.next();
            int number = row.getInt(2);
            String encoding = row.getString(3);
            String database = row.getString(4);
            Set<RowHash> offered = EnumSet.of(RowHash.MD5_60);
            if (encoding.equals("UTF8")) {
                // It hashes text in the server's encoding only.
                offered.add(RowHash.PG_HASH64);
            }
            if (row.getBoolean(5)) {
                offered.add(RowHash.CRC_PRODUCT);
            }
            Set<RowHash> hashes = tried(connection, offered, encoding.equals("UTF8") ? SAMPLE : ASCII_SAMPLE);
            return new Server(
                    PostgresEngine.NAME,
                    number / 10000,
                    number % 10000,
                    row.getString(1),
                    Integer.toString(number / 10000),
                    location(endpoint.url(), database),
                    hashes,
                    capabilities(connection, hashes, row.getBoolean(6), row.getBoolean(7)),
                    PostgresIdentity.read(connection));
        }
    }

    private static Set<Capability> capabilities(
            Connection connection, Set<RowHash> hashes, boolean makesTemporaryTables, boolean counts)
            throws SQLException {
        Set<Capability> found = EnumSet.complementOf(EnumSet.of(Capability.FORMER_ROWS));
        if (hashes.stream().allMatch(hash -> hash == RowHash.MD5_60)) {
            found.remove(Capability.FAST_ROW_HASH);
        }
        if (!makesTemporaryTables) {
            found.remove(Capability.KEYED_CHANGES);
        }
        if (!counts) {
            found.removeAll(Set.of(Capability.COUNTS_INDEX_USE, Capability.COUNTS_DEAD_ROWS));
        }
        if (!PostgresLogSettings.obstacles(connection).isEmpty()) {
            found.remove(Capability.FOLLOWS_LOG);
        }
        if (new PostgresChangeLog().position(connection).isEmpty()) {
            found.remove(Capability.LOG_POSITION);
        }
        return found;
    }

    private static Set<RowHash> tried(Connection connection, Set<RowHash> offered, String sample) throws SQLException {
        Set<RowHash> agreed = EnumSet.noneOf(RowHash.class);
        String literal = Literals.string(sample);
        byte[] octets = sample.getBytes(StandardCharsets.UTF_8);
        for (RowHash hash : offered) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT " + HashSql.ofText(hash, literal + "::text"))) {
                row.next();
                if (row.getLong(1) == new RowHasher(hash).hash(octets, 0, octets.length)) {
                    agreed.add(hash);
                }
            }
        }
        return agreed;
    }

    private static String location(String url, String database) {
        Properties parts = Driver.parseURL(url, null);
        if (parts == null) {
            return database;
        }
        String[] hosts = parts.getProperty("PGHOST", "localhost").split(",", -1);
        String[] ports = parts.getProperty("PGPORT", "5432").split(",", -1);
        StringBuilder location = new StringBuilder();
        for (int i = 0; i < hosts.length; i++) {
            location.append(i == 0 ? "" : ",")
                    .append(hosts[i])
                    .append(':')
                    .append(ports[Math.min(i, ports.length - 1)]);
        }
        return location.append('/').append(database).toString();
    }
}
