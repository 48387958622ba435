package dev.sterna.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Every key that {@code reference.conf} has, and what a mistyped one was probably meant to be. */
final class KnownKeys {
    private static final Pattern SECRET = Pattern.compile(
            "(?i).*(password|passwd|pwd|passphrase|secret|token|credential|access.?key|account.?key|private.?key|(?:^|[._-])sas(?:[._-]|$)).*");

    /** Full path to last part. */
    private final Map<String, String> paths = new TreeMap<>();

    KnownKeys(ConfigObject reference) {
        collect(List.of(), reference);
    }

    /** Whether the value of a key of that name must not be shown. */
    static boolean isSecret(String key) {
        return SECRET.matcher(key).matches();
    }

    private void collect(List<String> prefix, ConfigObject object) {
        for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
            List<String> path = new ArrayList<>(prefix);
            path.add(entry.getKey());
            paths.put(ConfigUtil.joinPath(path), entry.getKey());
            if (entry.getValue() instanceof ConfigObject below) {
                collect(path, below);
            }
        }
    }

    /** What to do about an unknown key beside known siblings. */
    String remedy(List<String> section, String key, Collection<String> siblings) {
        Optional<String> sibling = Nearest.to(key, siblings);
        if (sibling.isPresent()) {
            List<String> path = new ArrayList<>(section);
            path.add(sibling.get());
            return "Did you mean " + ConfigUtil.joinPath(path) + "?";
        }
        List<String> elsewhere = paths.entrySet().stream()
                .filter(entry -> entry.getValue().equals(key))
                .map(Map.Entry::getKey)
                .toList();
        if (!elsewhere.isEmpty()) {
            return "Did you mean " + String.join(" or ", elsewhere) + "?";
        }
        List<String> path = new ArrayList<>(section);
        path.add(key);
        String squeezed = squeeze(ConfigUtil.joinPath(path));
        return paths.keySet().stream()
                .filter(known -> Nearest.distance(squeeze(known), squeezed) <= 1)
                .findFirst()
                .map(near -> "Did you mean " + near + "?")
                .orElseGet(() -> "Remove it; known in " + ConfigUtil.joinPath(section) + ": "
                        + String.join(", ", siblings.stream().sorted().toList())
                        + (siblings.contains("properties") ? "; settings of the driver belong into properties" : ""));
    }

    /** Finds {@code chunk-rows} where {@code chunk.rows} is known. */
    private static String squeeze(String path) {
        return path.replaceAll("[.-]", "");
    }
}
