package dev.sterna.prepare;

import dev.sterna.error.SternaException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How the execution of each statement ended. Thread-safe. */
final class StatementResults {
    private final Map<PlannedStatement, Result> results = new HashMap<>();

    /** @param failure null when the statement succeeded */
    private record Result(double seconds, SternaException failure) {}

    synchronized void succeeded(PlannedStatement statement, double seconds) {
        results.put(statement, new Result(seconds, null));
    }

    synchronized void failed(PlannedStatement statement, double seconds, SternaException failure) {
        results.put(statement, new Result(seconds, failure));
    }

    /** Why a statement failed; empty when it succeeded or was not executed. */
    synchronized Optional<SternaException> failure(PlannedStatement statement) {
        return Optional.ofNullable(results.get(statement)).map(Result::failure);
    }

    /** How long a statement took that succeeded; empty for every other. */
    synchronized Optional<Double> seconds(PlannedStatement statement) {
        return Optional.ofNullable(results.get(statement))
                .filter(result -> result.failure() == null)
                .map(Result::seconds);
    }

    /** How many statements succeeded. */
    synchronized long succeeded() {
        return results.values().stream()
                .filter(result -> result.failure() == null)
                .count();
    }
}
