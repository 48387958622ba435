package dev.sterna.config;

import java.util.regex.Pattern;

/** Passwords have no place in a JDBC URL: drivers and servers write URLs into logs and messages. */
public final class JdbcUrl {
    private static final Pattern DELIMITER = Pattern.compile("[?&;,()#\"]");

    /** In a URL that is a parameter's value. */
    private static final Pattern USER_AND_PASSWORD = Pattern.compile("//[^@?]*?:[^?]*@");

    /** A port and a path with an at sign in it. */
    private static final Pattern NO_USER = Pattern.compile("//[^/@:?]*:\\d+/[^/?]*@");

    private JdbcUrl() {}

    /** Whether a password stands in the URL, however it is encoded; user info counts that may hold one. */
    public static boolean hasPassword(String url) {
        for (String part : DELIMITER.split(url)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? "" : ShownUrl.decoded(part.substring(0, equals));
            if (KnownKeys.isSecret(name.replaceFirst("^.*/", ""))) {
                return true;
            }
        }
        UserInfo user = UserInfo.of(url);
        return user.mayHoldPassword()
                || USER_AND_PASSWORD.matcher(user.parameters()).find()
                        && !NO_USER.matcher(user.parameters()).find();
    }
}
