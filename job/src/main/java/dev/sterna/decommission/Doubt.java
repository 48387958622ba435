package dev.sterna.decommission;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A reason not to retire a source, which somebody may know better.
 *
 * @param code by which he says so
 */
record Doubt(String code, String words) {

    /** Those that nobody has accepted. */
    static List<Doubt> open(List<Doubt> all, Collection<String> accepted) {
        return all.stream().filter(doubt -> !accepted.contains(doubt.code)).toList();
    }

    /** What they say. */
    static String words(List<Doubt> all) {
        return all.stream().map(Doubt::words).collect(Collectors.joining("; "));
    }

    /** How somebody accepts them, beside what is accepted already. */
    static String accepting(List<Doubt> all, List<String> accepted) {
        List<String> codes = new ArrayList<>(accepted);
        all.forEach(doubt -> codes.add(doubt.code));
        return "sterna.decommission.accept = ["
                + codes.stream().map(code -> "\"" + code + "\"").collect(Collectors.joining(", ")) + "]";
    }
}
