package dev.sterna.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The only form in which a URL is shown, written down or compared between runs: without user info, and without every
 * parameter that is not known to be harmless. Names count as a driver reads them, decoded and in any case.
 */
public final class ShownUrl {
    private static final Set<String> HARMLESS = Set.of(
            "allowpublickeyretrieval",
            "applicationname",
            "characterencoding",
            "connecttimeout",
            "currentschema",
            "gssencmode",
            "host",
            "loadbalancehosts",
            "logintimeout",
            "port",
            "requiressl",
            "servertimezone",
            "sockettimeout",
            "ssl",
            "sslcert",
            "sslkey",
            "sslmode",
            "sslrootcert",
            "targetservertype",
            "tcpkeepalive",
            "trustservercertificate",
            "type",
            "usecompression",
            "usessl",
            "verifyservercertificate");

    /** Nothing that could begin another parameter, once or twice encoded. */
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N} _.,:/+*-]*");

    private static final Pattern PARAMETERS = Pattern.compile("[?;#]");
    private static final Pattern PART = Pattern.compile("([^(),&=]+)=([^(),&]+)");
    private static final Pattern USER_INFO = Pattern.compile("//[^/\\s'\"]*@|//[^/\\s'\":]*:[^\\s'\"]*@");

    private ShownUrl() {}

    /** A JDBC URL as it may be shown; null stays null. */
    public static String of(String url) {
        if (url == null) {
            return null;
        }
        String bare = UserInfo.of(url).removed();
        Matcher end = PARAMETERS.matcher(bare);
        int cut = end.find() ? end.start() : bare.length();
        String shown = parts(bare.substring(0, cut));
        StringJoiner kept = new StringJoiner("&");
        for (String parameter : bare.substring(cut).split("[?;#&]")) {
            int equals = parameter.indexOf('=');
            if (equals > 0 && isHarmless(parameter.substring(0, equals), parameter.substring(equals + 1))) {
                kept.add(parameter);
            }
        }
        return kept.length() == 0 ? shown : shown + "?" + kept;
    }

    /** A text with the user info of every URL in it replaced: for messages, and for URIs of files. */
    public static String inText(String text) {
        return text == null ? null : USER_INFO.matcher(text).replaceAll("//...@");
    }

    /** Whether a driver's setting of that name and value may be shown. */
    public static boolean isHarmless(String name, String value) {
        String key = decoded(name).strip().toLowerCase(Locale.ROOT);
        return HARMLESS.contains(key)
                && PLAIN.matcher(decoded(value)).matches()
                && (!key.endsWith("timeout") && !key.equals("port") || value.matches("\\d+"))
                && (!key.endsWith("mode") || value.matches("[A-Za-z_-]{1,20}"));
    }

    /** As drivers do it, and again, so that no name hides behind two encodings. */
    static String decoded(String text) {
        String now = text;
        for (int times = 0; times < 3 && now.contains("%"); times++) {
            try {
                now = URLDecoder.decode(now, StandardCharsets.UTF_8);
            } catch (IllegalArgumentException malformed) {
                return now;
            }
        }
        return now;
    }

    /** MySQL's addresses with keys: {@code address=(host=db1)(port=3306)}. */
    private static String parts(String before) {
        if (before.contains("//") && !before.contains("(")) {
            return before;
        }
        return PART.matcher(before)
                .replaceAll(part -> Matcher.quoteReplacement(
                        isHarmless(part.group(1).replaceFirst("^.*/", ""), part.group(2))
                                ? part.group()
                                : part.group(1) + "=..."));
    }
}
