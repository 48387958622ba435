package dev.sterna.assess;

import dev.sterna.assess.Assessment.Estimate;
import dev.sterna.assess.Assessment.KindCount;
import dev.sterna.assess.Assessment.ValueFinding;
import dev.sterna.transfer.progress.Amounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An assessment in lines for people: what there is, without the names of everything. */
final class AssessmentText {
    private AssessmentText() {}

    static List<String> lines(Assessment assessment) {
        List<String> lines = new ArrayList<>();
        lines.add("assessment of " + assessment.source() + " for " + assessment.target());
        lines.add(String.format(
                Locale.ROOT,
                "  tables      %s, about %s rows, %s",
                Amounts.count(assessment.tables().size()),
                Amounts.count(assessment.estimate().rows()),
                Amounts.bytes(assessment.estimate().bytes())));
        lines.add("  objects     " + places(assessment.objects().counts()));
        for (KindCount kind : assessment.objects().counts()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "    %-18s %6d converted %6d with loss %6d by hand %6d impossible%s",
                    kind.kind(),
                    kind.converted(),
                    kind.withLoss(),
                    kind.byHand(),
                    kind.impossible(),
                    kind.excluded() > 0 ? String.format(Locale.ROOT, " %6d excluded", kind.excluded()) : ""));
        }
        lines.add("  values      " + values(assessment));
        for (ValueFinding finding : assessment.values().findings()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "    %-20s %s.%s: %s rows%s",
                    finding.kind(),
                    finding.table(),
                    String.join("+", finding.columns()),
                    Amounts.count(finding.count()),
                    finding.exact() ? "" : " of a sample"));
        }
        lines.add("  servers     " + servers(assessment));
        lines.add("  order       " + order(assessment));
        lines.add("  time        " + time(assessment.estimate()));
        lines.add("  complexity  " + assessment.complexity().level() + ", "
                + assessment.complexity().points() + " points");
        return lines;
    }

    private static String places(List<KindCount> counts) {
        long converted = counts.stream().mapToLong(KindCount::converted).sum();
        long withLoss = counts.stream().mapToLong(KindCount::withLoss).sum();
        long byHand = counts.stream().mapToLong(KindCount::byHand).sum();
        long impossible = counts.stream().mapToLong(KindCount::impossible).sum();
        long excluded = counts.stream().mapToLong(KindCount::excluded).sum();
        return converted + " converted, " + withLoss + " with loss, " + byHand + " by hand, " + impossible
                + " impossible, " + excluded + " excluded";
    }

    private static String values(Assessment assessment) {
        long sampled = assessment.values().scans().stream()
                .filter(scan -> scan.scope().equals("sample"))
                .count();
        long failed = assessment.values().scans().stream()
                .filter(scan -> scan.failure() != null)
                .count();
        String how = sampled == 0
                ? failed > 0 ? "the others whole" : "every table looked at whole"
                : sampled + " of " + assessment.values().scans().size() + " tables sampled; --full looks at all rows";
        int findings = assessment.values().findings().size();
        return findings
                + (findings == 1 ? " finding, " : " findings, ")
                + (failed > 0 ? failed + " tables could not be looked at, " : "")
                + how;
    }

    private static String servers(Assessment assessment) {
        long blocks = count(assessment, "blocks");
        return blocks + (blocks == 1 ? " blocks, " : " block, ") + count(assessment, "warns") + " warn, "
                + count(assessment, "informs") + " inform";
    }

    private static long count(Assessment assessment, String severity) {
        return assessment.servers().stream()
                .filter(finding -> finding.severity().equals(severity))
                .count();
    }

    private static String order(Assessment assessment) {
        int cycle = assessment.order().cycles().size();
        return assessment.order().levels().size() + " levels of tables by foreign keys"
                + (cycle > 0 ? ", " + cycle + " tables in or behind a cycle" : "");
    }

    private static String time(Estimate estimate) {
        return estimate.secondsFrom() == null
                ? "not known: there were no rows to measure with"
                : Amounts.seconds(estimate.secondsFrom()) + " to " + Amounts.seconds(estimate.secondsTo())
                        + ", an estimate by a measured "
                        + Amounts.count(estimate.probes().stream()
                                .mapToLong(Assessment.Speed::rows)
                                .sum())
                        + " rows";
    }
}
