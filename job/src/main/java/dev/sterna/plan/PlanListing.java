package dev.sterna.plan;

import dev.sterna.error.FewNames;
import dev.sterna.model.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** A plan as a table for people. */
final class PlanListing {
    private static final int MOST_TABLES = 100;
    private static final int NAMED = 5;
    private static final List<String> HEADINGS =
            List.of("table", "rows", "MB", "chunks", "method", "key", "comparison");
    private static final String UNKNOWN = "?";

    private PlanListing() {}

    static void print(Plan plan, Consumer<String> out) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEADINGS);
        plan.tables().stream().limit(MOST_TABLES).map(PlanListing::line).forEach(lines::add);
        int[] widths = new int[HEADINGS.size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        for (List<String> line : lines) {
            out.accept(render(line, widths));
        }
        if (plan.tables().size() > MOST_TABLES) {
            out.accept("... and " + number(plan.tables().size() - MOST_TABLES) + " smaller tables");
        }
        long rows = plan.tables().stream()
                .mapToLong(table -> Math.max(0, PlanMaker.rows(table.source(), table.chunks())))
                .sum();
        long bytes = plan.tables().stream().mapToLong(PlanMaker::bytes).sum();
        int chunks =
                plan.tables().stream().mapToInt(table -> table.chunks().size()).sum();
        waves(plan, out);
        out.accept(number(plan.tables().size()) + " tables, about " + number(rows) + " rows and " + megabytes(bytes)
                + " MB in " + number(chunks) + " chunks, from " + plan.source() + " to " + plan.target());
    }

    private static void waves(Plan plan, Consumer<String> out) {
        List<String> crossing = new ArrayList<>();
        for (int wave = 1; wave <= plan.waves().size(); wave++) {
            List<TablePlan> tables = plan.tablesOf(wave);
            plan.waves().get(wave - 1).keys().forEach(key -> crossing.add(key.toString()));
            out.accept("wave " + wave + ": " + number(tables.size()) + (tables.size() == 1 ? " table" : " tables")
                    + ", about "
                    + megabytes(tables.stream().mapToLong(PlanMaker::bytes).sum()) + " MB: "
                    + FewNames.of(tables.stream().map(TablePlan::name).toList(), NAMED));
        }
        if (!crossing.isEmpty()) {
            out.accept(number(crossing.size())
                    + (crossing.size() == 1 ? " foreign key crosses" : " foreign keys cross")
                    + " waves, each made with the last of its tables: " + FewNames.of(crossing, NAMED));
        }
    }

    private static List<String> line(TablePlan table) {
        long rows = PlanMaker.rows(table.source(), table.chunks());
        return List.of(
                table.name(),
                rows < 0 ? UNKNOWN : number(rows),
                rows < 0 ? UNKNOWN : megabytes(PlanMaker.bytes(table)),
                number(table.chunks().size()),
                method(table),
                key(table),
                switch (table.comparison()) {
                    case RANGES -> "by chunk";
                    case BUCKETS -> number(table.buckets()) + (table.buckets() == 1 ? " bucket" : " buckets");
                });
    }

    private static String method(TablePlan table) {
        return table.chunks().stream()
                .map(chunk -> chunk.slice().kind())
                .filter(kind -> kind != Slice.Kind.NULL_KEY)
                .findFirst()
                .map(kind -> switch (kind) {
                    case WHOLE -> "whole";
                    case KEY_RANGE, NULL_KEY -> "key ranges";
                    case PAGE_RANGE -> "page ranges";
                    case HASH_BUCKET -> "hash buckets";
                    case KEYS -> "keys";
                })
                .orElse("key ranges");
    }

    private static String key(TablePlan table) {
        for (var chunk : table.chunks()) {
            if (chunk.slice() instanceof Slice.KeyRange range) {
                return String.join(", ", range.columns());
            }
        }
        var primary = table.source().primaryKey();
        return primary == null ? "-" : String.join(", ", primary.columns());
    }

    private static String render(List<String> line, int[] widths) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            boolean numeric = i >= 1 && i <= 3;
            String blanks = " ".repeat(widths[i] - line.get(i).length());
            text.append(numeric ? blanks + line.get(i) : line.get(i) + blanks).append("  ");
        }
        return text.toString().stripTrailing();
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, bytes < 10_000_000 ? "%,.1f" : "%,.0f", bytes / 1e6);
    }
}
