package dev.sterna.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JDBC URL around its user info. Users write passwords as they are, so any sign may stand in one, even one that a driver
 * would end it at.
 *
 * @param head up to and with the first {@code //}; empty without one
 * @param place user info, hosts and database
 * @param parameters from the first sign after which a name stands before any at sign
 */
record UserInfo(String head, String place, String parameters) {
    private static final Pattern PARAMETERS = Pattern.compile("[?;#][^@=]*=");

    /** Brackets, keys in parentheses, or a name; and a port. */
    private static final String HOST =
            "(?:\\[[^\\[\\]/@?;#]*]|(?:address=)?(?:\\([\\w ]+=[^()/]*\\))+|[^\\[\\]()/@:,?;#%]*)(?::\\d{1,5})?";

    private static final String HOSTS = HOST + "(?:," + HOST + ")*";
    private static final Pattern HOSTS_FIRST = Pattern.compile("(?:" + HOSTS + ")(?:/.*)?", Pattern.DOTALL);

    /** A user without a password, hosts, and a database, which may have an at sign in its name. */
    private static final Pattern PLAIN = Pattern.compile("([^/:?;#]*@)?" + HOSTS + "(?:/[^/:?;#]*)?");

    static UserInfo of(String url) {
        Matcher first = PARAMETERS.matcher(url);
        int end = first.find() ? first.start() : url.length();
        int slashes = url.substring(0, end).indexOf("//");
        int begin = slashes < 0 ? 0 : slashes + 2;
        return new UserInfo(url.substring(0, begin), url.substring(begin, end), url.substring(end));
    }

    /** Whether there is an at sign that a user, hosts, a database and parameters do not account for. */
    boolean mayHoldPassword() {
        if (head.isEmpty()) {
            return false;
        }
        return place.contains("@")
                ? !PLAIN.matcher(place).matches()
                : parameters.contains("@") && !HOSTS_FIRST.matcher(place).matches();
    }

    /** Protocol and hosts, by which alone a server is told from others; all of it where something else may name a host. */
    String server() {
        String all = head + place + parameters;
        if (head.isEmpty() || parameters.toLowerCase(Locale.ROOT).contains("host")) {
            return all;
        }
        String hosts = place.substring(place.lastIndexOf('@') + 1);
        int end = hosts.indexOf('/');
        return head.toLowerCase(Locale.ROOT) + (end < 0 ? hosts : hosts.substring(0, end)).toLowerCase(Locale.ROOT);
    }

    /** The URL without user info, and without everything behind it where its end is not certain. */
    String removed() {
        if (head.isEmpty()) {
            return behindAt(place) + parameters;
        }
        if (mayHoldPassword()) {
            return behindAt(head)
                    + (parameters.contains("@") ? "..." : place.substring(place.lastIndexOf('@') + 1) + parameters);
        }
        Matcher plain = PLAIN.matcher(place);
        int hosts = plain.matches() && plain.group(1) != null ? plain.end(1) : 0;
        return behindAt(head) + place.substring(hosts) + parameters;
    }

    private static String behindAt(String text) {
        int at = text.lastIndexOf('@');
        return at < 0 ? text : "..." + text.substring(at + 1);
    }
}
