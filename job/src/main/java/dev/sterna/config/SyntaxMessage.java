package dev.sterna.config;

import com.typesafe.config.ConfigException;
import java.util.regex.Pattern;

/** The library's own words about a syntax error, without the text of the file that it quotes: that may be a password. */
final class SyntaxMessage {
    private static final Pattern PLACE = Pattern.compile("^.*?: \\d+(-\\d+)?: ");
    private static final Pattern TOKEN_AND_HINTS = Pattern.compile("(,? (but )?got | \\(if you intended).*$");
    private static final Pattern QUOTED = Pattern.compile("'[^']{2,}'|\"[^\"]{2,}\"");

    private SyntaxMessage() {}

    static String of(ConfigException failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure.origin() != null) {
            message = PLACE.matcher(message).replaceFirst("");
        }
        message = TOKEN_AND_HINTS.matcher(message.replaceAll("\\s+", " ")).replaceFirst("");
        return QUOTED.matcher(message).replaceAll("...");
    }
}
