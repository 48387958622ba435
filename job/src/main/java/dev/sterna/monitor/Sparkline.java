package dev.sterna.monitor;

import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Objects;

/** Numbers as a row of characters that every terminal and every log has. */
final class Sparkline {
    /** From the least to the greatest. */
    private static final String LEVELS = "_.-=+*#";

    private Sparkline() {}

    /** One character a number, a blank for null; all the same where the numbers are. */
    static String of(List<Double> values) {
        DoubleSummaryStatistics all = values.stream()
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .summaryStatistics();
        StringBuilder line = new StringBuilder();
        for (Double value : values) {
            line.append(value == null ? ' ' : LEVELS.charAt(level(value, all.getMin(), all.getMax())));
        }
        return line.toString();
    }

    private static int level(double value, double least, double greatest) {
        return greatest <= least ? 0 : (int) Math.round((value - least) / (greatest - least) * (LEVELS.length() - 1));
    }
}
