package dev.sterna.config;

import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
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

    /** Whether it is another server, database or schema than the target. */
    public boolean isOther(Endpoint target) {
        return url != null && (!url.equals(target.url()) || !schemas.isEmpty() && !schemas.equals(target.schemas()));
    }

    /**
     * Who is to be connected to. A password goes to nobody but the user whose it is, at the server that knows it.
     *
     * @param section where it stands in the settings
     * @throws SternaException (CONFIGURATION) when there are other settings than a URL alone, or a password is missing
     */
    public Endpoint over(Endpoint target, String section) {
        if (url == null && !equals(NONE)) {
            throw SternaException.of(
                    Category.CONFIGURATION,
                    "other-target-without-url",
                    null,
                    "Cannot use " + section + ": it has no url, so nothing else of it would count",
                    "Set " + section + ".url, or take out the rest of " + section);
        }
        if (url == null) {
            return target;
        }
        boolean sameUser = user == null || user.equals(target.user());
        boolean sameServer =
                UserInfo.of(url).server().equals(UserInfo.of(target.url()).server());
        if (password == null && target.password() != null && sameUser && !sameServer) {
            throw SternaException.of(
                    Category.CONFIGURATION,
                    "password-of-another-server",
                    null,
                    "Cannot connect to " + ShownUrl.of(url)
                            + ": no password is given for it, and the target's goes to no other server",
                    "Set " + section + ".password, password-file or password-alias; an empty password for none");
        }
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
