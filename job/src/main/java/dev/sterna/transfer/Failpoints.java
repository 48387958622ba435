package dev.sterna.transfer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where work is to fail: the places that the system property {@value #PROPERTY} of a process names, separated by commas,
 * each with or without the only chunk that is meant ({@code before-commit:2}). Without the property, which no
 * configuration can set, nothing fails.
 */
record Failpoints(List<Armed> armed) {
    static final String PROPERTY = "dev.sterna.failpoints";

    private static final int ANY = -2;

    /** A place, and the chunk that is meant. */
    private record Armed(Failpoint place, int chunk) {
        boolean isMeant(Failpoint reached, int reachedChunk) {
            return place == reached && (chunk == ANY || chunk == reachedChunk);
        }
    }

    /** @throws IllegalArgumentException for a name that no place has; its message lists those that there are */
    static Failpoints parse(String names) {
        List<Armed> armed = new ArrayList<>();
        for (String name : names.split(",", -1)) {
            int colon = name.indexOf(':');
            String word = colon < 0 ? name : name.substring(0, colon);
            String chunk = colon < 0 ? "" : name.substring(colon + 1);
            Failpoint place = Arrays.stream(Failpoint.values())
                    .filter(known -> known.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> unknown(name));
            if (colon >= 0 && !chunk.matches("[0-9]{1,9}")) {
                throw unknown(name);
            }
            armed.add(new Armed(place, colon < 0 ? ANY : Integer.parseInt(chunk)));
        }
        return new Failpoints(List.copyOf(armed));
    }

    void reached(Failpoint place, String what, int chunk) {
        if (armed.stream().anyMatch(each -> each.isMeant(place, chunk))) {
            throw new FailpointReached(place, what, chunk);
        }
    }

    private static IllegalArgumentException unknown(String name) {
        String known = Arrays.stream(Failpoint.values()).map(Failpoint::word).collect(Collectors.joining(", "));
        return new IllegalArgumentException("Unknown failpoint in the system property " + PROPERTY + ": " + name
                + " (must be one of " + known + "; with :N only in chunk N)");
    }
}
