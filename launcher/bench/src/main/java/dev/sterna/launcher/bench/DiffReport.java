package dev.sterna.launcher.bench;

import java.util.List;
import java.util.OptionalDouble;

/**
 * All that was measured of finding and repairing differences, and where.
 *
 * @param rows first that of the pure digest pass
 */
record DiffReport(
        Circumstances circumstances,
        Pair pair,
        String source,
        String target,
        double scale,
        SourceTable table,
        int places,
        List<Planted> planted,
        List<DiffRow> rows,
        List<Check> checks) {

    DiffReport {
        planted = List.copyOf(planted);
        rows = List.copyOf(rows);
        checks = List.copyOf(checks);
    }

    long planted(Planted.Kind kind) {
        return planted.stream().filter(one -> one.kind() == kind).count();
    }

    /** How many times as long as the pure digest pass. */
    OptionalDouble timesDigest(DiffRow row) {
        OptionalDouble digest = rows.get(0).comparing();
        return digest.isPresent() && row.comparing().isPresent()
                ? OptionalDouble.of(row.comparing().getAsDouble() / digest.getAsDouble())
                : OptionalDouble.empty();
    }

    boolean failed() {
        return checks.stream().anyMatch(Check::failed);
    }
}
