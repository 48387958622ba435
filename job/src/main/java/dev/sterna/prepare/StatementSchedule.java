package dev.sterna.prepare;

import dev.sterna.model.TableName;
import dev.sterna.model.schema.ObjectName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Hands out statements to several threads: phase after phase, those that touch the same table one after the other in
 * their order, and none that needs an object which could not be made. Thread-safe.
 */
final class StatementSchedule {
    private final List<Task> waiting;
    private final Set<Task> running = new HashSet<>();
    private final Set<ObjectName> failed = new HashSet<>();
    private final Map<PlannedStatement, ObjectName> skipped = new LinkedHashMap<>();
    private boolean stopped;

    /** @param unavailable objects that nobody is going to make */
    StatementSchedule(List<Task> tasks, Set<ObjectName> unavailable) {
        failed.addAll(unavailable);
        this.waiting = new ArrayList<>(tasks);
        // Stable: within a phase the order of the script stays.
        this.waiting.sort(java.util.Comparator.comparingInt(Task::phase));
    }

    /**
     * A statement with what it has to wait for.
     *
     * @param phase statements of a smaller phase run before
     * @param touches what no two statements may touch at the same time
     * @param needs objects without which it need not be tried
     */
    record Task(PlannedStatement statement, int phase, Set<TableName> touches, Set<ObjectName> needs) {}

    /** The next statement, as soon as there is one that may run; empty when there are none left. */
    synchronized Optional<Task> next() throws InterruptedException {
        while (true) {
            if (stopped || waiting.isEmpty()) {
                return Optional.empty();
            }
            skipHopeless();
            Optional<Task> ready = ready();
            if (ready.isPresent()) {
                waiting.remove(ready.get());
                running.add(ready.get());
                return ready;
            }
            if (!waiting.isEmpty()) {
                wait();
            }
        }
    }

    private Optional<Task> ready() {
        int phase = running.stream()
                .mapToInt(Task::phase)
                .min()
                .orElseGet(() -> waiting.isEmpty() ? 0 : waiting.get(0).phase());
        Set<TableName> busy = new HashSet<>();
        running.forEach(task -> busy.addAll(task.touches()));
        for (Task task : waiting) {
            if (task.phase() > phase) {
                return Optional.empty();
            }
            if (task.touches().stream().noneMatch(busy::contains)) {
                return Optional.of(task);
            }
            busy.addAll(task.touches());
        }
        return Optional.empty();
    }

    private void skipHopeless() {
        for (Task task : List.copyOf(waiting)) {
            task.needs().stream().filter(failed::contains).findFirst().ifPresent(needed -> {
                waiting.remove(task);
                // A second statement for an object that was not made would be reported twice.
                if (!needed.equals(task.statement().key())) {
                    skipped.put(task.statement(), needed);
                }
                failed.add(task.statement().key());
            });
        }
    }

    synchronized void done(Task task) {
        running.remove(task);
        notifyAll();
    }

    synchronized void failed(Task task) {
        failed.add(task.statement().key());
        done(task);
    }

    /** Hands out nothing any more. */
    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    /** The statements that were not executed, each with the object that it would have needed. */
    synchronized Map<PlannedStatement, ObjectName> skipped() {
        return Map.copyOf(skipped);
    }
}
