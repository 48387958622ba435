package dev.sterna.config;

import java.util.List;
import java.util.Map;

/**
 * A server that may take the target's place for one command.
 *
 * @param url null: the target's, and then the others are the target's too
 * @param user null: the target's
 * @param password null where none is given
 * @param maxConnections 0: as many as the target's
 */
public record OtherTarget(
        String url,
        String user,
        Secret password,
        List<String> schemas,
        int maxConnections,
        Map<String, String> properties,
        Tls tls,
        String tlsCa) {
    /** The target itself. */
    public static final OtherTarget NONE = new OtherTarget(null, null, null, List.of(), 0, Map.of(), null, null);

    public OtherTarget {
        schemas = List.copyOf(schemas);
        properties = Map.copyOf(properties);
    }

    /** The same at another URL. */
    public OtherTarget at(String otherUrl) {
        return new OtherTarget(otherUrl, user, password, schemas, maxConnections, properties, tls, tlsCa);
    }

    /** Whether it is another server or database than the target. */
    public boolean isOther(Endpoint target) {
        return url != null && !url.equals(target.url());
    }

    /** Who is to be connected to. A password goes to nobody but the user whose it is. */
    public Endpoint over(Endpoint target) {
        if (url == null) {
            return target;
        }
        boolean sameUser = user == null || user.equals(target.user());
        return new Endpoint(
                url,
                user == null ? target.user() : user,
                password == null && sameUser ? target.password() : password,
                schemas,
                maxConnections == 0 ? target.maxConnections() : maxConnections,
                properties,
                tls == null ? target.tls() : tls,
                tls == null ? target.tlsCa() : tlsCa);
    }
}
