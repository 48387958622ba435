package dev.sterna.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What of a setting may be shown: only what stands at a path that is known to hold no secret, in a form that can hold
 * nothing else.
 */
public final class ShownSetting {
    private static final String HIDDEN = "...";
    private static final Set<String> ENDPOINTS = Set.of("source", "target");

    /** Sections of an endpoint, and of everything, below which anything may stand. */
    private static final Set<String> OPEN = Set.of("properties", "spark");

    /** Sections whose keys are the user's own names, of tables and columns. */
    private static final Set<String> OF_NAMES = Set.of("rename", "rename-columns", "map");

    private static final Pattern SCALAR = Pattern.compile("[^\\[{}\\]\"$\\\\\\p{Cntrl}][^{}\"$\\\\\\p{Cntrl}]*");
    private static final Pattern TEXTS =
            Pattern.compile("\\[\\s*(?:\"[^\"$\\\\\\p{Cntrl}]*\"\\s*(?:,\\s*\"[^\"$\\\\\\p{Cntrl}]*\"\\s*)*)?]");

    private ShownSetting() {}

    /** {@code path=value} of a single setting, for a command line that is suggested. */
    public static String of(String path, String value) {
        List<String> keys = keys(path);
        if (keys.isEmpty()) {
            return HIDDEN;
        }
        boolean plain = isOpen(keys)
                && !(at(keys) instanceof ConfigObject)
                && (at(keys) instanceof ConfigList
                        ? TEXTS.matcher(value.strip()).matches()
                        : SCALAR.matcher(value).matches())
                && value.equals(text(keys, value));
        return path + "=" + (plain ? value : HIDDEN);
    }

    /** A path as it may be named; one that cannot be understood may be anything. */
    static String path(String path) {
        return keys(path).isEmpty() ? HIDDEN : path;
    }

    /** A value in a message: itself where it can be no secret, else what kind of thing it is. */
    static String of(List<String> keys, ConfigValue value) {
        String kind = switch (value.valueType()) {
            case OBJECT -> "an object";
            case LIST -> "a list";
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN, NULL -> String.valueOf(value.unwrapped());
        };
        if (hasObjects(value) || !isOpen(keys)) {
            return kind;
        }
        String shown = text(keys, value.render(ConfigRenderOptions.concise()));
        return keys.get(keys.size() - 1).equals("url") && !shown.contains(":") ? kind : shown;
    }

    private static boolean hasObjects(ConfigValue value) {
        return value instanceof ConfigObject
                || value instanceof ConfigList list && list.stream().anyMatch(ShownSetting::hasObjects);
    }

    private static String text(List<String> keys, String value) {
        boolean url = keys.size() == 3 && keys.get(2).equals("url");
        return ShownUrl.inText(url ? ShownUrl.of(value) : value);
    }

    /** Whether no secret can stand at the path, and none below it. */
    private static boolean isOpen(List<String> keys) {
        if (keys.size() < 2 || !keys.get(0).equals(SettingsReader.ROOT)) {
            return false;
        }
        String section = keys.get(1);
        String last = keys.get(keys.size() - 1);
        if (OPEN.contains(section) || keys.stream().skip(1).anyMatch(KnownKeys::isSecret)) {
            return false;
        }
        if (ENDPOINTS.contains(section)) {
            return keys.size() == 3 && !OPEN.contains(last) && at(keys) != null;
        }
        boolean ofTable = section.equals("tables") && keys.size() == 4 && last.equals("chunk-rows");
        boolean ofName = keys.size() > 3 && OF_NAMES.contains(keys.get(2)) && at(keys.subList(0, 3)) != null;
        return at(keys) != null || ofTable || ofName;
    }

    /** The default at a path; null when there is no such key. */
    private static ConfigValue at(List<String> keys) {
        ConfigValue at = Reference.ROOT;
        for (String key : keys) {
            at = at instanceof ConfigObject object ? object.get(key) : null;
        }
        return at;
    }

    private static List<String> keys(String path) {
        try {
            return ConfigUtil.splitPath(path);
        } catch (ConfigException notPath) {
            return List.of();
        }
    }

    /** Read once. */
    private static final class Reference {
        static final ConfigObject ROOT = SettingsLoader.reference().root();
    }
}
