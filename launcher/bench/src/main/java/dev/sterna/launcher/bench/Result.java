package dev.sterna.launcher.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * What came of a contender. Figures are medians of its attempts.
 *
 * @param reason why it was skipped, or how it failed
 * @param attempts not empty when it is done
 */
record Result(String name, String version, Outcome outcome, Optional<String> reason, List<Attempt> attempts) {
    enum Outcome {
        DONE,
        FAILED,
        SKIPPED
    }

    Result {
        attempts = List.copyOf(attempts);
    }

    static Result skipped(String name, String reason) {
        return new Result(name, "", Outcome.SKIPPED, Optional.of(reason), List.of());
    }

    boolean done() {
        return outcome == Outcome.DONE;
    }

    double seconds() {
        return median(attempt -> attempt.usage().seconds());
    }

    double peakBytes() {
        return median(attempt -> attempt.usage().peakBytes());
    }

    double cpuSeconds() {
        return median(attempt -> attempt.usage().cpuSeconds());
    }

    /** By the tool's own clock, which does not see the start of its JVM. */
    OptionalDouble ownSeconds() {
        return !done() || attempts.get(0).account().seconds().isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        median(attempt -> attempt.account().seconds().orElse(0)));
    }

    List<Account.Step> steps() {
        List<Account.Step> steps = new ArrayList<>();
        if (done()) {
            for (Account.Step step : attempts.get(0).account().steps()) {
                steps.add(new Account.Step(
                        step.name(), median(attempt -> secondsOf(step.name(), attempt.account())), step.rows()));
            }
        }
        return steps;
    }

    /** The time of these steps together; empty unless all of them were taken. */
    OptionalDouble stepSeconds(List<String> names) {
        List<String> taken = steps().stream().map(Account.Step::name).toList();
        return taken.containsAll(names)
                ? OptionalDouble.of(median(attempt -> names.stream()
                        .mapToDouble(name -> secondsOf(name, attempt.account()))
                        .sum()))
                : OptionalDouble.empty();
    }

    private static double secondsOf(String step, Account account) {
        return account.steps().stream()
                .filter(taken -> taken.name().equals(step))
                .mapToDouble(Account.Step::seconds)
                .sum();
    }

    private double median(ToDoubleFunction<Attempt> figure) {
        double[] sorted = attempts.stream().mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
