package dev.sterna.step;

import dev.sterna.config.ShownUrl;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The options of its own that a command is given.
 *
 * @param values by option, in the order in which the command declares them; empty for an option without a value, and where it was left out
 */
public record OptionValues(Map<CommandOption, String> values) {
    public static final OptionValues NONE = new OptionValues(Map.of());

    public OptionValues {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** These options, none of which takes a value. */
    public static OptionValues of(CommandOption... flags) {
        Map<CommandOption, String> values = new LinkedHashMap<>();
        for (CommandOption flag : flags) {
            values.put(flag, "");
        }
        return new OptionValues(values);
    }

    public boolean has(CommandOption option) {
        return values.containsKey(option);
    }

    public Optional<String> value(CommandOption option) {
        return Optional.ofNullable(values.get(option));
    }

    /** Those of the command line that goes on where this one was cut short. */
    public OptionValues toGoOn() {
        Map<CommandOption, String> rest = new LinkedHashMap<>(values);
        rest.keySet().removeIf(option -> option.when() == CommandOption.When.TO_BEGIN);
        return new OptionValues(rest);
    }

    /** As they are typed. */
    public List<String> words() {
        List<String> words = new ArrayList<>();
        values.forEach((option, value) -> {
            words.add(option.name());
            boolean bare = option.need() == CommandOption.Need.OPTIONAL && value.isEmpty();
            if (option.hasValue() && !bare) {
                words.add(value);
            }
        });
        return words;
    }

    /**
     * The failure of a command line whose option has a value that means nothing.
     *
     * @param must what the value must be, as in {@code a number above 0}
     */
    public SternaException invalid(CommandOption option, String must) {
        return SternaException.of(
                Category.USAGE,
                "invalid-usage",
                null,
                "Invalid " + option.name() + ": " + ShownUrl.inText(values.get(option)) + " (must be " + must + ")",
                "Give " + option.name() + " " + option.value() + " another value");
    }
}
