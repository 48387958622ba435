package dev.sterna.prepare;

import dev.sterna.error.SternaException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What became of statements. Thread-safe. */
final class Results {
    private final Map<Work, Result> results = new HashMap<>();

    /** @param failure null when it went well */
    private record Result(double seconds, SternaException failure) {}

    synchronized void done(Work work, double seconds) {
        results.put(work, new Result(seconds, null));
    }

    synchronized void failed(Work work, double seconds, SternaException failure) {
        results.put(work, new Result(seconds, failure));
    }

    /** Why it failed, or empty. */
    synchronized Optional<SternaException> failure(Work work) {
        return Optional.ofNullable(results.get(work)).map(Result::failure);
    }

    /** How long it took if it went well, or empty. */
    synchronized Optional<Double> seconds(Work work) {
        return Optional.ofNullable(results.get(work))
                .filter(result -> result.failure() == null)
                .map(Result::seconds);
    }

    /** How many went well. */
    synchronized long count() {
        return results.values().stream()
                .filter(result -> result.failure() == null)
                .count();
    }
}
