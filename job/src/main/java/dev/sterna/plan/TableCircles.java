package dev.sterna.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds what refers to each other in a circle, by Tarjan's algorithm. It calls itself nowhere: a chain of tables may be of any
 * length.
 *
 * @param <T> what refers to others
 */
final class TableCircles<T> {
    private static final int UNSEEN = -1;

    private final List<T> things;
    private final int[][] references;
    private final int[] order;
    private final int[] lowest;
    private final int[] nextReference;
    private final boolean[] open;
    private final Deque<Integer> path = new ArrayDeque<>();
    private final Deque<Integer> waiting = new ArrayDeque<>();
    private final List<List<T>> found = new ArrayList<>();
    private int seen;

    private TableCircles(List<T> things, Map<T, Set<T>> references) {
        this.things = things;
        Map<T, Integer> places = new HashMap<>();
        for (int i = 0; i < things.size(); i++) {
            places.put(things.get(i), i);
        }
        this.references = new int[things.size()][];
        for (int i = 0; i < things.size(); i++) {
            this.references[i] = references.getOrDefault(things.get(i), Set.of()).stream()
                    .filter(places::containsKey)
                    .mapToInt(places::get)
                    .sorted()
                    .toArray();
        }
        this.order = new int[things.size()];
        Arrays.fill(order, UNSEEN);
        this.lowest = new int[things.size()];
        this.nextReference = new int[things.size()];
        this.open = new boolean[things.size()];
    }

    /**
     * Everything in groups: those that refer to each other in a circle together, every other one alone. A group comes after
     * all that it refers to.
     *
     * @param things which decide by their order what else is left open
     * @param references of each thing the others that it refers to; what is no thing does not count
     */
    static <T> List<List<T>> of(List<T> things, Map<T, Set<T>> references) {
        TableCircles<T> circles = new TableCircles<>(things, references);
        for (int i = 0; i < things.size(); i++) {
            if (circles.order[i] == UNSEEN) {
                circles.walkFrom(i);
            }
        }
        return circles.found;
    }

    private void walkFrom(int first) {
        enter(first);
        while (!path.isEmpty()) {
            int at = path.peek();
            if (nextReference[at] < references[at].length) {
                int to = references[at][nextReference[at]++];
                if (order[to] == UNSEEN) {
                    enter(to);
                } else if (open[to]) {
                    lowest[at] = Math.min(lowest[at], order[to]);
                }
            } else {
                leave(at);
            }
        }
    }

    private void enter(int thing) {
        order[thing] = seen;
        lowest[thing] = seen++;
        open[thing] = true;
        path.push(thing);
        waiting.push(thing);
    }

    private void leave(int thing) {
        path.pop();
        if (!path.isEmpty()) {
            int before = path.peek();
            lowest[before] = Math.min(lowest[before], lowest[thing]);
        }
        if (lowest[thing] == order[thing]) {
            List<T> group = new ArrayList<>();
            int one;
            do {
                one = waiting.pop();
                open[one] = false;
                group.add(things.get(one));
            } while (one != thing);
            found.add(group);
        }
    }
}
