package dev.sterna.micro;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured, for a person: a line a type, a column an encoder, and what allocates and why. */
final class MicroTable {
    private MicroTable() {}

    static List<String> lines(List<Measured> measured) {
        List<Stage> stages = Arrays.stream(Stage.values())
                .filter(stage -> measured.stream().anyMatch(one -> one.subject().stage() == stage))
                .toList();
        Map<Sample, Map<Stage, Measured>> table = new LinkedHashMap<>();
        for (Sample sample : Sample.values()) {
            measured.stream()
                    .filter(one -> one.subject().sample() == sample)
                    .forEach(one -> table.computeIfAbsent(sample, key -> new LinkedHashMap<>())
                            .put(one.subject().stage(), one));
        }
        List<String> lines = new ArrayList<>();
        StringBuilder heading = new StringBuilder(String.format("%-18s", "ns and B a row"));
        stages.forEach(stage -> heading.append(String.format("%15s", stage.label())));
        lines.add(heading.toString());
        table.forEach((sample, row) -> {
            StringBuilder line = new StringBuilder(String.format("%-18s", sample.label()));
            stages.forEach(stage -> line.append(cell(row.get(stage))));
            lines.add(line.toString());
        });
        excuses(measured, lines);
        verdict(measured, lines);
        return lines;
    }

    private static String cell(Measured one) {
        return one == null
                ? String.format("%15s", "-")
                : String.format(Locale.ROOT, "%8.0f %4d B", one.nanos(), Math.max(0, Math.round(one.bytes())))
                        + (one.wasteful() ? "!" : " ");
    }

    private static void excuses(List<Measured> measured, List<String> lines) {
        Map<String, List<String>> excused = new LinkedHashMap<>();
        measured.stream()
                .filter(Measured::allocates)
                .forEach(one -> one.subject()
                        .excuse()
                        .ifPresent(why -> excused.computeIfAbsent(
                                        one.subject().stage().label() + ": " + why, key -> new ArrayList<>())
                                .add(one.subject().sample().label())));
        if (!excused.isEmpty()) {
            lines.add("");
            lines.add("May make objects, and do:");
            excused.forEach((why, types) -> lines.add("  " + why + " (" + String.join(", ", types) + ")"));
        }
    }

    private static void verdict(List<Measured> measured, List<String> lines) {
        List<Measured> wasteful = measured.stream().filter(Measured::wasteful).toList();
        lines.add("");
        if (wasteful.isEmpty()) {
            lines.add("No other encoder makes an object.");
        } else {
            lines.add("Make objects and should not:");
            wasteful.forEach(
                    one -> lines.add(String.format(Locale.ROOT, "  %s: %.0f B a row", one.subject(), one.bytes())));
        }
    }
}
