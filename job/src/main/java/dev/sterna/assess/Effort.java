package dev.sterna.assess;

import dev.sterna.assess.Assessment.Complexity;
import dev.sterna.assess.Assessment.Objects;
import dev.sterna.assess.Assessment.Reason;
import dev.sterna.assess.Assessment.ServerFinding;
import dev.sterna.assess.Assessment.TableSize;
import dev.sterna.assess.Assessment.ValueFinding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Says in points how much work a migration is for a person. */
final class Effort {
    private static final long MEDIUM_FROM = 10;
    private static final long HARD_FROM = 50;
    private static final long IMPOSSIBLE = 10;
    private static final long BY_HAND = 3;
    private static final long WITH_LOSS = 1;
    private static final long VALUES = 2;
    private static final long BLOCKS = 3;
    private static final long BLIND = 2;
    private static final long NO_KEY = 1;
    private static final Set<String> ALIKE = Set.of("owner", "grant", "comment");
    private static final Map<String, Long> PROGRAMS = Map.of("routine", 8L, "trigger", 5L, "event", 4L);

    static final String FORMULA = "Points: " + IMPOSSIBLE
            + " for each impossible object; for each by hand 8 (routine), 5"
            + " (trigger), 4 (event) or " + BY_HAND + ", of owners, grants and comments once a rule; " + WITH_LOSS
            + " for each kind and rule of a loss; " + VALUES
            + " for each finding on values; " + BLOCKS + " for each finding on a server that blocks; " + BLIND
            + " for each kind that cannot be seen; " + NO_KEY + " for each table without a key. Below " + MEDIUM_FROM
            + " easy, below " + HARD_FROM + " medium, else hard";

    private Effort() {}

    static Complexity of(
            Objects objects, List<ValueFinding> values, List<ServerFinding> servers, List<TableSize> tables) {
        Map<String, long[]> reasons = new TreeMap<>();
        Set<String> decided = new HashSet<>();
        for (Assessment.ObjectVerdict verdict : objects.verdicts()) {
            if (verdict.excluded()) {
                continue;
            }
            switch (verdict.place()) {
                case "impossible" -> add(reasons, verdict.kind() + ": impossible", IMPOSSIBLE);
                case "by-hand" -> {
                    // So is what a hundred objects lack alike: their owner, or a role that is not there.
                    String what = verdict.kind() + ": " + verdict.rule();
                    boolean again = ALIKE.contains(verdict.kind()) && !decided.add(what);
                    add(
                            reasons,
                            verdict.kind() + ": by hand",
                            again ? 0 : PROGRAMS.getOrDefault(verdict.kind(), BY_HAND));
                }
                case "with-loss" -> {
                    // A hundred columns that lose the same are decided on once.
                    String what = verdict.kind() + ": " + verdict.rule();
                    add(reasons, verdict.kind() + ": with loss", decided.add(what) ? WITH_LOSS : 0);
                }
                default -> {
                    // Nothing to do for a converted one.
                }
            }
        }
        values.forEach(value -> add(reasons, "values: " + value.kind(), VALUES));
        servers.stream()
                .filter(server -> server.severity().equals("blocks"))
                .forEach(server -> add(reasons, server.side() + ": " + server.code(), BLOCKS));
        objects.blind().forEach(spot -> add(reasons, spot.kind() + ": cannot be seen", BLIND));
        tables.stream()
                .filter(table -> table.key().equals("none"))
                .forEach(table -> add(reasons, "table: without a key", NO_KEY));
        List<Reason> lines = new ArrayList<>();
        reasons.forEach((what, sums) -> lines.add(new Reason(what, sums[0], sums[1])));
        lines.sort(Comparator.comparingLong(Reason::points).reversed());
        long points = lines.stream().mapToLong(Reason::points).sum();
        String level = points < MEDIUM_FROM ? "easy" : points < HARD_FROM ? "medium" : "hard";
        return new Complexity(level, points, FORMULA, lines);
    }

    private static void add(Map<String, long[]> reasons, String what, long points) {
        long[] sums = reasons.computeIfAbsent(what, name -> new long[2]);
        sums[0]++;
        sums[1] += points;
    }
}
