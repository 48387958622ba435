package dev.sterna.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One object of the configuration, read key by key. A bad value becomes a problem and reads as a harmless one, so that
 * reading goes on; {@link #unknownKeys} is asked last and knows which keys were never read.
 */
final class Section {
    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{\\??[^}]*}");

    private final List<String> path;
    private final ConfigObject object;
    private final KnownKeys known;
    private final Problems problems;
    private final Set<String> read = new LinkedHashSet<>();

    Section(List<String> path, ConfigObject object, KnownKeys known, Problems problems) {
        this.path = path;
        this.object = object;
        this.known = known;
        this.problems = problems;
    }

    /** The full path of a key, as a user would type it. */
    String pathOf(String key) {
        List<String> all = new ArrayList<>(path);
        all.add(key);
        return ConfigUtil.joinPath(all);
    }

    /** A value that is there, resolved and not null. */
    Optional<ConfigValue> value(String key) {
        read.add(key);
        ConfigValue value = object.get(key);
        if (value == null) {
            return Optional.empty();
        }
        try {
            return value.valueType() == ConfigValueType.NULL ? Optional.empty() : Optional.of(value);
        } catch (ConfigException.NotResolved unresolved) {
            unresolved(key, value);
            return Optional.empty();
        }
    }

    /** As {@link #value}, for a key that may not be taken away by a null. */
    private Optional<ConfigValue> needed(String key, String mustBe) {
        ConfigValue value = object.get(key);
        if (resolved(value) && value.valueType() == ConfigValueType.NULL) {
            wrong(key, value, mustBe);
        }
        return value(key);
    }

    private static boolean resolved(ConfigValue value) {
        try {
            return value != null && value.valueType() != null;
        } catch (ConfigException.NotResolved unresolved) {
            return false;
        }
    }

    /** Where a key stands, or null. */
    ConfigOrigin origin(String key) {
        ConfigValue value = object.get(key);
        return value == null ? null : value.origin();
    }

    private void unresolved(String key, ConfigValue value) {
        Matcher names = SUBSTITUTION.matcher(value.render(ConfigRenderOptions.concise()));
        String name = names.find() ? names.group() : "a substitution";
        problems.add(
                "unresolved-substitution",
                value.origin(),
                "Cannot resolve " + name + " in " + pathOf(key),
                "Set the environment variable or the key of that name, or write ${?NAME} if it may be absent");
    }

    Section section(String key) {
        List<String> below = new ArrayList<>(path);
        below.add(key);
        Optional<ConfigValue> value = value(key);
        ConfigObject child = ConfigValueFactory.fromMap(Map.of());
        if (value.isPresent() && value.get() instanceof ConfigObject found) {
            child = found;
        } else {
            value.ifPresent(other -> wrong(key, other, "an object in braces"));
        }
        return new Section(below, child, known, problems);
    }

    Optional<String> text(String key) {
        return value(key).flatMap(value -> switch (value.valueType()) {
            case STRING, NUMBER, BOOLEAN -> Optional.of(String.valueOf(value.unwrapped()));
            case OBJECT, LIST, NULL -> {
                wrong(key, value, "a text");
                yield Optional.empty();
            }
        });
    }

    /** A whole number for which the rule holds; 1 when it is bad. */
    long number(String key, LongPredicate rule, String mustBe) {
        return needed(key, mustBe)
                .map(value -> {
                    try {
                        long number = Long.parseLong(String.valueOf(value.unwrapped()));
                        if (rule.test(number)) {
                            return number;
                        }
                    } catch (NumberFormatException notWhole) {
                        // Falls through to the one message for both.
                    }
                    wrong(key, value, mustBe);
                    return 1L;
                })
                .orElse(1L);
    }

    /** A size in bytes, such as 128MiB; 1 when it is bad. */
    long size(String key, LongPredicate rule, String mustBe) {
        return needed(key, mustBe)
                .map(value -> {
                    try {
                        long bytes = value.atKey("size").getBytes("size");
                        if (rule.test(bytes)) {
                            return bytes;
                        }
                    } catch (ConfigException notSize) {
                        // Falls through to the one message for both.
                    }
                    wrong(key, value, mustBe);
                    return 1L;
                })
                .orElse(1L);
    }

    /** A number from 0 to 1; 0 when it is bad. */
    BigDecimal fraction(String key) {
        String mustBe = "a number from 0 to 1, as in 0.05";
        return needed(key, mustBe)
                .map(value -> {
                    try {
                        BigDecimal number = new BigDecimal(String.valueOf(value.unwrapped()));
                        if (number.signum() >= 0 && number.compareTo(BigDecimal.ONE) <= 0) {
                            return number;
                        }
                    } catch (NumberFormatException notNumber) {
                        // Falls through to the one message for both.
                    }
                    wrong(key, value, mustBe);
                    return BigDecimal.ZERO;
                })
                .orElse(BigDecimal.ZERO);
    }

    /** A length of time, such as 2s; none when it is bad. */
    Duration duration(String key) {
        String mustBe = "a length of time, as in 2s or 500ms";
        return needed(key, mustBe)
                .map(value -> {
                    try {
                        Duration time = value.atKey("time").getDuration("time");
                        if (!time.isNegative()) {
                            return time;
                        }
                    } catch (ConfigException notTime) {
                        // Falls through to the one message for both.
                    }
                    wrong(key, value, mustBe);
                    return Duration.ZERO;
                })
                .orElse(Duration.ZERO);
    }

    /** One of an enumeration, written in kebab-case; its first when it is bad. */
    <E extends Enum<E>> E choice(String key, Class<E> type) {
        E[] allowed = type.getEnumConstants();
        String mustBe = "one of " + Arrays.stream(allowed).map(Section::label).collect(Collectors.joining(", "));
        ConfigValue value = object.get(key);
        boolean explicitNull = resolved(value) && value.valueType() == ConfigValueType.NULL;
        for (E candidate : allowed) {
            // An unquoted null is HOCON's null, and where null is one of the choices that is what was meant.
            if (explicitNull && label(candidate).equals("null")) {
                read.add(key);
                return candidate;
            }
        }
        Optional<ConfigValue> present = needed(key, mustBe);
        for (E candidate : allowed) {
            if (present.isPresent()
                    && label(candidate).equals(String.valueOf(present.get().unwrapped()))) {
                return candidate;
            }
        }
        present.ifPresent(other -> wrong(key, other, mustBe));
        return allowed[0];
    }

    /** What a text stands for; the last resort when it is none. */
    <T> T parsed(String key, Function<String, Optional<T>> parse, String mustBe, T resort) {
        Optional<ConfigValue> present = needed(key, mustBe);
        Optional<T> parsed =
                present.map(value -> String.valueOf(value.unwrapped())).flatMap(parse);
        if (parsed.isEmpty()) {
            present.ifPresent(other -> wrong(key, other, mustBe));
        }
        return parsed.orElse(resort);
    }

    static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    List<String> texts(String key) {
        return value(key)
                .map(value -> texts(key, value, "a list of texts, as in [\"shop.*\"]"))
                .orElse(List.of());
    }

    /** Lists of texts, none of them empty. */
    List<List<String>> lists(String key) {
        String mustBe = "a list of lists of texts, as in [[\"shop.orders\", \"shop.a*\"], [\"*\"]]";
        List<List<String>> lists = new ArrayList<>();
        value(key).ifPresent(value -> {
            if (!(value instanceof ConfigList list)) {
                wrong(key, value, mustBe);
                return;
            }
            for (ConfigValue element : list) {
                if (element instanceof ConfigList inner && inner.isEmpty()) {
                    wrong(key, element, mustBe);
                } else {
                    lists.add(texts(key, element, mustBe));
                }
            }
        });
        return lists;
    }

    private List<String> texts(String key, ConfigValue value, String mustBe) {
        List<String> texts = new ArrayList<>();
        if (!(value instanceof ConfigList list)) {
            wrong(key, value, mustBe);
            return texts;
        }
        for (ConfigValue element : list) {
            if (element.valueType() == ConfigValueType.STRING
                    && !String.valueOf(element.unwrapped()).isBlank()) {
                texts.add(String.valueOf(element.unwrapped()));
            } else {
                wrong(key, element, mustBe);
            }
        }
        return texts;
    }

    /** An object of the user's own keys; {@code a.b = c} without quotes is the key {@code a.b} too. */
    Map<String, String> map(String key) {
        Map<String, String> map = new LinkedHashMap<>();
        Section section = section(key);
        section.flatten(List.of(), section.object, map);
        return map;
    }

    private void flatten(List<String> prefix, ConfigObject at, Map<String, String> into) {
        Section here = new Section(join(path, prefix), at, known, problems);
        for (String key : byLine(at)) {
            here.value(key).ifPresent(value -> {
                List<String> full = join(prefix, List.of(key));
                if (value instanceof ConfigObject below) {
                    flatten(full, below, into);
                } else {
                    here.text(key).ifPresent(text -> into.put(String.join(".", full), text));
                }
            });
        }
    }

    private static List<String> join(List<String> left, List<String> right) {
        List<String> all = new ArrayList<>(left);
        all.addAll(right);
        return all;
    }

    /** The keys that are there, in the order of the file. */
    List<String> keys() {
        return byLine(object);
    }

    private static List<String> byLine(ConfigObject object) {
        return object.keySet().stream()
                .sorted(Comparator.<String>comparingInt(
                                key -> object.get(key).origin().lineNumber())
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** A value that is not what it must be; the value itself is shown unless it may be secret. */
    void wrong(String key, ConfigValue value, String mustBe) {
        List<String> keys = new ArrayList<>(path);
        keys.add(key);
        String shown = ShownSetting.of(keys, value);
        if (shown.length() > 80) {
            shown = shown.substring(0, 77) + "...";
        }
        problems.add(
                "invalid-value",
                value.origin(),
                "Invalid " + pathOf(key) + ": " + shown + " (must be " + mustBe + ")",
                "Correct the value; docs/configuration.md explains the key");
    }

    /** Reports a key that has no default; one that is there and unresolved has been reported already. */
    void missing(String key, String remedy) {
        ConfigValue value = object.get(key);
        if (value != null && !resolved(value)) {
            return;
        }
        problems.add("missing-key", null, "Cannot find " + pathOf(key) + ": it has no default", remedy);
    }

    /** Reports the keys that were not asked for. */
    void unknownKeys() {
        for (String key : keys()) {
            if (!read.contains(key)) {
                unknownKey(key, read);
            }
        }
    }

    void unknownKey(String key, Collection<String> siblings) {
        problems.add("unknown-key", origin(key), "Unknown key " + pathOf(key), known.remedy(path, key, siblings));
    }
}
