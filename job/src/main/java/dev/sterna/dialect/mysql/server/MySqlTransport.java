package dev.sterna.dialect.mysql.server;

import dev.sterna.config.Endpoint;
import dev.sterna.dialect.server.DriverOptions;
import dev.sterna.dialect.server.DriverOptions.Spelling;
import dev.sterna.dialect.server.Transport;
import dev.sterna.dialect.server.Transport.Protection;
import dev.sterna.jdbc.JvmTrust;
import java.lang.reflect.Modifier;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/** Encryption, and all else that MariaDB's driver is told; its jar is beside ours, so it is asked by reflection. */
public final class MySqlTransport {
    /** Names that it understands and does not list: older ones, and those that it looks for where it needs them. */
    private static final List<String> UNLISTED = List.of(
            "useSsl",
            "trustServerCertificate",
            "disableSslHostnameVerification",
            "disableSslContextCache",
            "resultSetMetaDataUnsignedCompatibility",
            "importedKeysWithConstraintNames",
            "getExportedKeysUsingIs",
            "getImportedKeysUsingIs",
            "deniedListTimeout",
            "waitReconnectTimeout",
            "forceTransactionEnd",
            "canUseServerTimeout",
            "testMinRemovalDelay");

    /** Whether it looks once for the classes that read and write values, and not for every connection. */
    static final String CACHE_CODECS = "cacheCodecs";

    /** What it looks for in the text of a URL and not among its options: a word of its own to serve {@code jdbc:mysql:}. */
    private static final String IN_URL_ALONE = "permitMysqlScheme";

    private MySqlTransport() {}

    /** What the driver understands, or everything where it is not there to be asked. */
    static DriverOptions options() {
        return new DriverOptions(
                "MariaDB's driver",
                names(),
                Spelling.ANY_CASE,
                Set.of(),
                Set.of(
                        "sslMode",
                        "useSsl",
                        "trustServerCertificate",
                        "disableSslHostnameVerification",
                        "serverSslCert",
                        "trustStore",
                        "trustStoreType",
                        "trustStorePassword",
                        "trustCertificateKeyStoreUrl",
                        "fallbackToSystemTrustStore",
                        "tlsSocketType"),
                Set.of("credentialType", "socketFactory", "tlsSocketType", "restrictedAuth"));
    }

    private static Set<String> names() {
        Set<String> names = new TreeSet<>();
        try {
            Arrays.stream(driver("org.mariadb.jdbc.Configuration$Builder").getDeclaredFields())
                    .filter(field -> !Modifier.isStatic(field.getModifiers())
                            && !field.getName().startsWith("_"))
                    .forEach(field -> names.add(field.getName()));
            if (names.isEmpty()) {
                return names;
            }
            Map<?, ?> aliases = (Map<?, ?>) driver("org.mariadb.jdbc.util.options.OptionAliases")
                    .getField("OPTIONS_ALIASES")
                    .get(null);
            aliases.keySet().forEach(alias -> names.add(String.valueOf(alias)));
            names.addAll(UNLISTED);
            names.add(IN_URL_ALONE);
            return names;
        } catch (ReflectiveOperationException | LinkageError otherDriver) {
            return Set.of();
        }
    }

    /**
     * What {@code tls} is in the driver's words. Without a store of authorities that is named, the driver takes any certificate of a server
     * that knows the password's hash, for any host: so the store of the JVM is named.
     */
    static Map<String, String> properties(Endpoint endpoint) {
        if (endpoint.tls() == null) {
            return Map.of();
        }
        return switch (endpoint.tls()) {
            case OFF -> Map.of("sslMode", "disable");
            case REQUIRE -> Map.of("sslMode", "trust");
            case VERIFY ->
                endpoint.tlsCa() == null
                        ? Map.of(
                                "sslMode", "verify-full",
                                "trustStore", JvmTrust.STORE,
                                "trustStoreType", JvmTrust.TYPE,
                                "trustStorePassword", JvmTrust.PASSWORD)
                        : Map.of("sslMode", "verify-full", "serverSslCert", endpoint.tlsCa());
        };
    }

    /** As the driver understands all that it is told. */
    public static Transport of(Endpoint endpoint) {
        try {
            Object parsed = parsed(endpoint);
            List<String> hosts = new ArrayList<>();
            Protection protection = protection(parsed == null ? null : value(parsed, "sslMode"));
            if (parsed != null && value(parsed, "localSocket") == null && value(parsed, "pipe") == null) {
                for (Object address : (List<?>) value(parsed, "addresses")) {
                    Object host = address.getClass().getField("host").get(address);
                    hosts.add(host == null ? "" : host.toString());
                    Object own = address.getClass().getField("sslMode").get(address);
                    if (own != null && protection(own).compareTo(protection) < 0) {
                        protection = protection(own);
                    }
                }
            }
            return new Transport(hosts, protection);
        } catch (ReflectiveOperationException | LinkageError otherDriver) {
            // The connection fails with the driver's own words, or there is no saying what it does.
            return new Transport(List.of(), Protection.NONE);
        }
    }

    /** What the driver makes of one of its options, or null. */
    public static Object option(Endpoint endpoint, String name) throws SQLException {
        try {
            return value(parsed(endpoint), name);
        } catch (ReflectiveOperationException | LinkageError otherDriver) {
            throw unknown(endpoint, otherDriver);
        }
    }

    /** The sslMode of the address that connections go to first: its own, or else that of all; null for none. */
    public static Object sslMode(Endpoint endpoint) throws SQLException {
        try {
            Object parsed = parsed(endpoint);
            for (Object address : (List<?>) value(parsed, "addresses")) {
                Object own = address.getClass().getField("sslMode").get(address);
                if (own != null) {
                    return own;
                }
                break;
            }
            return value(parsed, "sslMode");
        } catch (ReflectiveOperationException | LinkageError otherDriver) {
            throw unknown(endpoint, otherDriver);
        }
    }

    /** An address of a server. */
    public record Address(String host, int port) {}

    /**
     * Where the connections go; empty for a socket of this machine.
     *
     * @throws SQLException when the driver cannot tell
     */
    public static List<Address> addresses(Endpoint endpoint) throws SQLException {
        List<Address> addresses = new ArrayList<>();
        try {
            Object parsed = parsed(endpoint);
            if (value(parsed, "localSocket") == null && value(parsed, "pipe") == null) {
                for (Object address : (List<?>) value(parsed, "addresses")) {
                    Class<?> type = address.getClass();
                    addresses.add(new Address(
                            String.valueOf(type.getField("host").get(address)),
                            type.getField("port").getInt(address)));
                }
            }
            return addresses;
        } catch (ReflectiveOperationException | LinkageError otherDriver) {
            throw unknown(endpoint, otherDriver);
        }
    }

    private static SQLException unknown(Endpoint endpoint, Throwable otherDriver) {
        return new SQLException(
                "Cannot find out what MariaDB's driver makes of " + endpoint.shownUrl(), "08001", otherDriver);
    }

    private static Object parsed(Endpoint endpoint) throws ReflectiveOperationException {
        Properties all = new Properties();
        all.setProperty(CACHE_CODECS, "true");
        all.putAll(endpoint.properties());
        all.putAll(properties(endpoint));
        return driver("org.mariadb.jdbc.Configuration")
                .getMethod("parse", String.class, Properties.class)
                .invoke(null, MySqlSession.mariaDbUrl(endpoint.url()), all);
    }

    private static Protection protection(Object mode) {
        return switch (String.valueOf(mode)) {
            case "TRUST" -> Protection.ENCRYPTED;
            case "VERIFY_CA", "VERIFY_FULL" -> Protection.VERIFIED;
            case "ALLOW" -> Protection.MAYBE;
            default -> Protection.NONE;
        };
    }

    private static Object value(Object parsed, String name) throws ReflectiveOperationException {
        return parsed.getClass().getMethod(name).invoke(parsed);
    }

    private static Class<?> driver(String name) throws ClassNotFoundException {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return Class.forName(name, true, context != null ? context : MySqlTransport.class.getClassLoader());
    }
}
