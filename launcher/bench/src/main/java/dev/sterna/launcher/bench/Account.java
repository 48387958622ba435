package dev.sterna.launcher.bench;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a tool says of its own run.
 *
 * @param seconds by its own clock
 * @param failure what it complains of
 */
record Account(OptionalDouble seconds, List<Step> steps, Optional<String> failure) {
    static final Account NONE = new Account(OptionalDouble.empty(), List.of(), Optional.empty());

    Account {
        steps = List.copyOf(steps);
    }

    record Step(String name, double seconds, long rows) {}
}
