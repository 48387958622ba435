package dev.sterna.dialect.postgres.server;

import dev.sterna.config.Endpoint;
import dev.sterna.dialect.server.DriverOptions;
import dev.sterna.dialect.server.DriverOptions.Spelling;
import dev.sterna.dialect.server.Transport;
import dev.sterna.dialect.server.Transport.Protection;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.jdbc.SslMode;
import org.postgresql.util.PSQLException;

/** Encryption, and all else that PostgreSQL's driver is told. */
public final class PostgresTransport {
    static final DriverOptions OPTIONS = new DriverOptions(
            "PostgreSQL's driver",
            Arrays.stream(PGProperty.values()).map(PGProperty::getName).collect(Collectors.toSet()),
            Spelling.EXACT,
            Arrays.stream(PGProperty.values())
                    .filter(property -> property.getDefaultValue() != null
                            && property.getDefaultValue().matches("-?\\d+"))
                    .filter(property -> property != PGProperty.PG_PORT)
                    .map(PGProperty::getName)
                    .collect(Collectors.toSet()),
            Set.of("ssl", "sslmode", "sslrootcert", "sslfactory", "sslfactoryarg", "sslhostnameverifier"),
            Set.of("socketFactory", "sslfactory", "authenticationPluginClassName", "sslpasswordcallback"));

    private PostgresTransport() {}

    /** What {@code tls} is in the driver's words. Without a file of authorities those of the JVM count. */
    static Map<String, String> properties(Endpoint endpoint) {
        if (endpoint.tls() == null) {
            return Map.of();
        }
        return switch (endpoint.tls()) {
            case OFF -> Map.of("sslmode", "disable");
            case REQUIRE -> Map.of("sslmode", "require");
            case VERIFY ->
                endpoint.tlsCa() == null
                        ? Map.of("sslmode", "verify-full", "sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory")
                        : Map.of("sslmode", "verify-full", "sslrootcert", endpoint.tlsCa());
        };
    }

    /** As the driver understands all that it is told. */
    public static Transport of(Endpoint endpoint) {
        Properties parsed = parsed(endpoint);
        if (parsed == null) {
            return new Transport(List.of(), Protection.NONE);
        }
        return new Transport(List.of(PGProperty.PG_HOST.getOrDefault(parsed).split(",")), protection(parsed));
    }

    /** What the driver is told of one of its options, or null. */
    public static String option(Endpoint endpoint, String name) {
        Properties parsed = parsed(endpoint);
        return parsed == null ? null : parsed.getProperty(name);
    }

    private static Properties parsed(Endpoint endpoint) {
        Map<String, String> told = new HashMap<>(endpoint.properties());
        told.putAll(properties(endpoint));
        Properties all = new Properties();
        all.putAll(told);
        return Driver.parseURL(endpoint.url(), all);
    }

    private static Protection protection(Properties all) {
        try {
            return switch (SslMode.of(all)) {
                case DISABLE, ALLOW -> Protection.NONE;
                case PREFER -> Protection.MAYBE;
                case REQUIRE -> Protection.ENCRYPTED;
                case VERIFY_CA, VERIFY_FULL -> Protection.VERIFIED;
            };
        } catch (PSQLException invalid) {
            // The connection fails with the driver's own words.
            return Protection.NONE;
        }
    }
}
