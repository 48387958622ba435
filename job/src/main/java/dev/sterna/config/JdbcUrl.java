package dev.sterna.config;

import java.util.regex.Pattern;

/** Passwords have no place in a JDBC URL: drivers and servers write URLs into logs and messages. */
final class JdbcUrl {
    private static final String WORD = "[A-Za-z0-9_.-]*(?:password|passwd|pwd|secret|passphrase)[A-Za-z0-9_.-]*";
    private static final Pattern PARAMETER =
            Pattern.compile("(?i)((?:^|[^A-Za-z0-9_.-])" + WORD + "\\s*=)([^&;,)\"]*)");
    private static final Pattern AUTHORITY = Pattern.compile("(//[^/@:?]*:)([^/@]*)(@)");

    private JdbcUrl() {}

    static boolean hasPassword(String url) {
        return PARAMETER.matcher(url).find() || AUTHORITY.matcher(url).find();
    }

    /** The URL with every password in it replaced. */
    static String redact(String url) {
        String withoutParameters = PARAMETER.matcher(url).replaceAll("$1***");
        return AUTHORITY.matcher(withoutParameters).replaceAll("$1***$3");
    }
}
