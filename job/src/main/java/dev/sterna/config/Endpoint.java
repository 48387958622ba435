package dev.sterna.config;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * One database server as the user names it.
 *
 * @param url JDBC URL, without a password
 * @param password null when none was given
 * @param schemas empty: the dialect's default
 * @param properties handed to the driver; values may be secret
 * @param tls null: as the driver does it by itself, or as its properties say
 * @param tlsCa a file of certificates in PEM form, or null for the authorities that the JVM trusts
 */
public record Endpoint(
        String url,
        String user,
        Secret password,
        List<String> schemas,
        int maxConnections,
        Map<String, String> properties,
        Tls tls,
        String tlsCa)
        implements Serializable {
    public Endpoint {
        schemas = List.copyOf(schemas);
        properties = Map.copyOf(properties);
    }

    /** Encrypted as the driver does it by itself. */
    public Endpoint(
            String url,
            String user,
            Secret password,
            List<String> schemas,
            int maxConnections,
            Map<String, String> properties) {
        this(url, user, password, schemas, maxConnections, properties, null, null);
    }

    /** The URL as it may be shown. */
    public String shownUrl() {
        return ShownUrl.of(url);
    }

    @Override
    public String toString() {
        return shownUrl() + " as " + user;
    }
}
