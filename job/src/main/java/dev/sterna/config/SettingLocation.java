package dev.sterna.config;

import com.typesafe.config.ConfigOrigin;
import java.util.regex.Pattern;

/** Says for people where a value is set: {@code conf/shop.conf:12}, {@code -D sterna.workspace}. */
final class SettingLocation {
    private static final String MERGE = "merge of ";
    private static final Pattern LINE = Pattern.compile(": (\\d+)(-\\d+)?$");

    private SettingLocation() {}

    /** The location and a colon, or nothing when it is not known. */
    static String prefix(ConfigOrigin origin) {
        return origin == null ? "" : of(origin) + ": ";
    }

    static String of(ConfigOrigin origin) {
        String description = origin.description();
        if (description.startsWith(MERGE)) {
            description = description.substring(MERGE.length()).replaceFirst(",.*", "");
        }
        // The library appends ": 12" or ": 12-14" to what the origin was called.
        return LINE.matcher(description).replaceFirst(":$1");
    }
}
