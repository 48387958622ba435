package dev.sterna.compare.proof;

import dev.sterna.model.TableName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which parts of the tables were compared once, and which are still to be. */
final class FirstPass {
    private final List<Part> all;
    private final Deque<Part> waiting = new ArrayDeque<>();
    private final Set<Part> begun = new HashSet<>();
    private final Map<TableName, Integer> lives = new HashMap<>();

    FirstPass(Collection<Part> parts) {
        this.all = new ArrayList<>(parts);
        waiting.addAll(parts);
    }

    /** Some parts, of about so many rows in all, but at least one; none where none waits. */
    List<Part> begin(long rows, int most) {
        List<Part> some = new ArrayList<>();
        long left = rows;
        while (!waiting.isEmpty()
                && some.size() < most
                && (some.isEmpty() || waiting.peek().rows() <= left)) {
            Part part = waiting.poll();
            left -= part.rows();
            begun.add(part);
            some.add(part);
        }
        return some;
    }

    /** A part is compared, which was for nothing if all rows of its table went meanwhile. */
    void end(Part part) {
        begun.remove(part);
    }

    void giveBack(Part part) {
        if (begun.remove(part)) {
            waiting.addFirst(part);
        }
    }

    /** Begins anew with a table. */
    void anew(TableName table) {
        int life = lives.merge(table, 1, Integer::sum);
        waiting.removeIf(part -> part.table().equals(table));
        begun.removeIf(part -> part.table().equals(table));
        all.stream()
                .filter(part -> part.table().equals(table))
                .map(part -> part.inLife(life))
                .forEach(waiting::add);
    }

    void forget(TableName table) {
        all.removeIf(part -> part.table().equals(table));
        waiting.removeIf(part -> part.table().equals(table));
        begun.removeIf(part -> part.table().equals(table));
    }

    boolean isFinished() {
        return waiting.isEmpty() && begun.isEmpty();
    }

    /** Which part of all rows was compared, from 0 to 1. */
    double done() {
        double rows = sum(all);
        return isFinished() ? 1 : 1 - (sum(waiting) + sum(begun)) / Math.max(1, rows);
    }

    private static double sum(Collection<Part> parts) {
        return parts.stream().mapToDouble(part -> (double) part.rows()).sum();
    }
}
