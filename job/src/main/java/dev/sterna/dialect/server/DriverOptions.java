package dev.sterna.dialect.server;

import dev.sterna.config.Endpoint;
import dev.sterna.config.Nearest;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.model.Side;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a driver understands. Drivers ignore what they do not know in silence, so that a mistyped option that should
 * encrypt a connection leaves it plain.
 *
 * @param driver its name, for messages
 * @param names of all its options; empty when they cannot be found out, and then every name is taken
 * @param numbers options that must be whole numbers
 * @param ofTls options that decide what {@code tls} decides
 * @param opening options that bring in somebody else's code, which may have options of its own
 */
public record DriverOptions(
        String driver,
        Set<String> names,
        Spelling spelling,
        Set<String> numbers,
        Set<String> ofTls,
        Set<String> opening) {
    /** As in {@code address=(host=db1)(sslMode=disable)}: such parts hold for one address and win over all else. */
    private static final Pattern ADDRESS_PART = Pattern.compile("\\(([^()=]+)=[^()]*\\)");

    public DriverOptions {
        names = Set.copyOf(names);
        numbers = Set.copyOf(numbers);
        ofTls = Set.copyOf(ofTls);
        opening = Set.copyOf(opening);
    }

    /** Whether a name counts in one spelling only. */
    public enum Spelling {
        EXACT,
        ANY_CASE
    }

    /** @throws SternaException (CONFIGURATION) with every option that the driver would ignore or refuse, or that contradicts {@code tls} */
    public void require(Endpoint endpoint, Side side) {
        String section = "sterna." + side.label();
        List<Problem> problems = new ArrayList<>();
        Map<String, String> inUrl = parameters(endpoint.url());
        Map<String, String> all = new LinkedHashMap<>(inUrl);
        all.putAll(endpoint.properties());
        boolean open = all.keySet().stream().anyMatch(name -> contains(opening, name));
        all.forEach((name, value) -> {
            String place = endpoint.properties().containsKey(name)
                    ? "property in " + section + ".properties"
                    : "parameter in " + section + ".url";
            if (!names.isEmpty() && !open && !contains(names, name)) {
                problems.add(unknown(place, name));
            } else if (contains(numbers, name) && !value.matches("-?\\d{1,18}")) {
                problems.add(Problem.error(
                        "invalid-property",
                        null,
                        "Invalid " + place + ": " + name + " (must be a whole number)",
                        "Correct the value, or take it out"));
            }
            if (endpoint.tls() != null && contains(ofTls, name)) {
                problems.add(conflict(section, place, name));
            }
        });
        if (endpoint.tls() != null) {
            ADDRESS_PART
                    .matcher(endpoint.url())
                    .results()
                    .map(part -> part.group(1).strip())
                    .filter(name -> contains(ofTls, name))
                    .forEach(name -> problems.add(conflict(section, "parameter in " + section + ".url", name)));
        }
        if (!problems.isEmpty()) {
            throw new SternaException(Category.CONFIGURATION, problems, null);
        }
    }

    private static Problem conflict(String section, String place, String name) {
        return Problem.error(
                "tls-conflict",
                null,
                "Cannot follow both " + section + ".tls and the " + place + " " + name,
                "Keep " + section + ".tls, which all engines understand, and take " + name + " out");
    }

    private Problem unknown(String place, String name) {
        return Problem.error(
                "unknown-property",
                null,
                "Unknown " + place + ": " + name + " (" + driver + " ignores it)",
                Nearest.to(name, new TreeSet<>(names))
                        .map(near -> "Did you mean " + near + "?")
                        .orElse("Take it out; for encryption use the key tls"));
    }

    private boolean contains(Set<String> set, String name) {
        return switch (spelling) {
            case EXACT -> set.contains(name);
            case ANY_CASE -> set.stream().anyMatch(known -> known.equalsIgnoreCase(name));
        };
    }

    /** The parameters of a JDBC URL of both drivers. */
    private static Map<String, String> parameters(String url) {
        Map<String, String> parameters = new LinkedHashMap<>();
        int query = url.indexOf('?');
        if (query >= 0) {
            for (String part : url.substring(query + 1).split("&")) {
                int equals = part.indexOf('=');
                String name = equals < 0 ? part : part.substring(0, equals);
                if (!name.isBlank() && !List.of("user").contains(name.toLowerCase(Locale.ROOT))) {
                    parameters.put(name, equals < 0 ? "" : part.substring(equals + 1));
                }
            }
        }
        return parameters;
    }
}
