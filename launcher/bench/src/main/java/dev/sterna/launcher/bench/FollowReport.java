package dev.sterna.launcher.bench;

import java.util.List;

/** All that was measured of following a source, and where. */
record FollowReport(
        Circumstances circumstances,
        Pair pair,
        String source,
        String target,
        String version,
        long rows,
        int wantedRate,
        List<FollowRound> rounds,
        List<Check> checks) {

    FollowReport {
        rounds = List.copyOf(rounds);
        checks = List.copyOf(checks);
    }

    boolean failed() {
        return checks.stream().anyMatch(Check::failed);
    }
}
