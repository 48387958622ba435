package dev.sterna.error;

import java.util.Collection;
import java.util.stream.Collectors;

/** Names in a message that has no room for all of them. */
public final class FewNames {
    private FewNames() {}

    /** The first ones, and how many more there are: {@code a, b and 3 more}. */
    public static String of(Collection<String> names, int most) {
        return names.stream().limit(most).collect(Collectors.joining(", "))
                + (names.size() > most ? " and " + (names.size() - most) + " more" : "");
    }
}
