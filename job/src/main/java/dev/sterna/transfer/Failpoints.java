package dev.sterna.transfer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where work is to fail: the places that the system property {@value #PROPERTY} of a process names, separated by commas,
 * each with or without the only chunk that is meant ({@code before-commit:2}). A place with an exclamation mark behind it
 * ({@code frozen!}) ends the process there as a kill does: nothing is closed, and nobody hears of it. Without the property,
 * which no configuration can set, nothing fails.
 */
record Failpoints(List<Armed> armed) {
    static final String PROPERTY = "dev.sterna.failpoints";

    private static final int ANY = -2;
    private static final String KILLS = "!";

    /** As a shell tells of a process that was killed. */
    private static final int KILLED = 137;

    private enum Effect {
        FAIL,
        KILL
    }

    /** A place, the chunk that is meant, and what happens there. */
    private record Armed(Failpoint place, int chunk, Effect effect) {
        boolean isMeant(Failpoint reached, int reachedChunk) {
            return place == reached && (chunk == ANY || chunk == reachedChunk);
        }
    }

    /** @throws IllegalArgumentException for a name that no place has; its message lists those that there are */
    static Failpoints parse(String names) {
        List<Armed> armed = new ArrayList<>();
        for (String given : names.split(",", -1)) {
            Effect effect = given.endsWith(KILLS) ? Effect.KILL : Effect.FAIL;
            String name = effect == Effect.KILL ? given.substring(0, given.length() - KILLS.length()) : given;
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
            armed.add(new Armed(place, colon < 0 ? ANY : Integer.parseInt(chunk), effect));
        }
        return new Failpoints(List.copyOf(armed));
    }

    void reached(Failpoint place, String what, int chunk) {
        for (Armed each : armed) {
            if (each.isMeant(place, chunk)) {
                if (each.effect == Effect.KILL) {
                    Runtime.getRuntime().halt(KILLED);
                }
                throw new FailpointReached(place, what, chunk);
            }
        }
    }

    private static IllegalArgumentException unknown(String name) {
        String known = Arrays.stream(Failpoint.values()).map(Failpoint::word).collect(Collectors.joining(", "));
        return new IllegalArgumentException("Unknown failpoint in the system property " + PROPERTY + ": " + name
                + " (must be one of " + known + "; with :N only in chunk N, with ! killed there)");
    }
}
