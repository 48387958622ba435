package dev.sterna.prepare;

import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What became of each statement. Thread-safe. */
final class StatementResults {
    private final Map<PlannedStatement, Result> results = new HashMap<>();
    private final Map<PlannedStatement, ObjectName> skipped = new HashMap<>();
    private final Map<PlannedStatement, String> unchecked = new HashMap<>();

    /** @param failure null when the statement succeeded */
    private record Result(double seconds, SternaException failure) {}

    synchronized void succeeded(PlannedStatement statement, double seconds) {
        results.put(statement, new Result(seconds, null));
    }

    synchronized void failed(PlannedStatement statement, double seconds, SternaException failure) {
        results.put(statement, new Result(seconds, failure));
    }

    /** A constraint that is there all the same, for new rows only. */
    synchronized void unchecked(PlannedStatement statement, String why) {
        results.put(statement, new Result(0, null));
        unchecked.put(statement, why);
    }

    /** Why a constraint is there for new rows only. */
    synchronized Optional<String> unchecked(PlannedStatement statement) {
        return Optional.ofNullable(unchecked.get(statement));
    }

    /** A statement that was not executed, for want of an object. */
    synchronized void skipped(PlannedStatement statement, ObjectName needed) {
        skipped.put(statement, needed);
    }

    /** Why a statement failed; empty when it succeeded or was not executed. */
    synchronized Optional<SternaException> failure(PlannedStatement statement) {
        return Optional.ofNullable(results.get(statement)).map(Result::failure);
    }

    /** What there is to say of all failures, in the order of the statements. */
    List<Problem> problems(List<PlannedStatement> statements) {
        return statements.stream()
                .flatMap(statement -> failure(statement).stream())
                .flatMap(failure -> failure.problems().stream())
                .distinct()
                .toList();
    }

    /** For want of which object a statement was not executed. */
    synchronized Optional<ObjectName> needed(PlannedStatement statement) {
        return Optional.ofNullable(skipped.get(statement));
    }

    /** How long a statement took that succeeded; empty for every other. */
    synchronized Optional<Double> seconds(PlannedStatement statement) {
        return Optional.ofNullable(results.get(statement))
                .filter(result -> result.failure() == null && !unchecked.containsKey(statement))
                .map(Result::seconds);
    }

    /** How many statements succeeded. */
    synchronized long succeeded() {
        return results.values().stream()
                .filter(result -> result.failure() == null)
                .count();
    }

    /** The objects of a kind that were made, if only for new rows. */
    synchronized Set<ObjectName> created(ObjectKind kind) {
        return results.entrySet().stream()
                .filter(result -> result.getValue().failure() == null)
                .map(Map.Entry::getKey)
                .filter(statement -> statement.creates() && statement.object().kind() == kind)
                .map(PlannedStatement::key)
                .collect(Collectors.toSet());
    }

    /** The objects whose creating statement failed or was not executed. */
    synchronized Set<ObjectName> uncreated() {
        return Stream.concat(
                        results.entrySet().stream()
                                .filter(result -> result.getValue().failure() != null)
                                .map(Map.Entry::getKey),
                        skipped.keySet().stream())
                .filter(PlannedStatement::creates)
                .map(PlannedStatement::key)
                .collect(Collectors.toSet());
    }

    /** The objects that could not be made, or not wholly, and those that were not tried for it. */
    synchronized Set<ObjectName> unmade() {
        Set<ObjectName> unmade = new HashSet<>();
        results.forEach((statement, result) -> {
            if (result.failure() != null) {
                unmade.add(statement.key());
            }
        });
        skipped.keySet().forEach(statement -> unmade.add(statement.key()));
        return unmade;
    }
}
