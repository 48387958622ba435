package dev.sterna.report;

import dev.sterna.step.Outcome;
import dev.sterna.step.SelfTest;
import dev.sterna.step.StepReport;
import dev.sterna.step.TableReport;
import dev.sterna.transfer.progress.Amounts;
import dev.sterna.transfer.progress.VisibleText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** A result in lines for people. */
public final class Summary {
    /** So many warnings of a kind are told as one, with so many names. */
    private static final int MANY = 4;

    private static final int NAMED = 5;
    private static final int SHOWN = 20;

    private final Paint paint;

    public Summary(Paint paint) {
        this.paint = paint;
    }

    /** One line for a step that has ended. */
    public String step(StepReport step) {
        return step(Result.StepLine.of(step));
    }

    /** One line for a step of a result. */
    public String step(Result.StepLine step) {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT, "%-8s %-14s %9s", step.name(), step.outcome().label(), Amounts.seconds(step.seconds())));
        if (step.rows() > 0) {
            line.append(String.format(Locale.ROOT, "  %14s rows", Amounts.count(step.rows())));
            line.append(String.format(Locale.ROOT, "  %10s", step.bytes() > 0 ? Amounts.bytes(step.bytes()) : ""));
            line.append("  ").append(Amounts.rate(step.rows(), step.seconds()));
        }
        return paint.outcome(step.outcome(), line.toString().stripTrailing());
    }

    /** A line a table, with its verdict, then the problems. */
    public List<String> end(Result result) {
        List<String> lines = new ArrayList<>();
        List<TableLine> tables =
                result.tables().stream().filter(Summary::saysSomething).toList();
        if (!tables.isEmpty()) {
            lines.add("");
        }
        int width =
                tables.stream().mapToInt(table -> table.name().length()).max().orElse(0);
        for (TableLine table : tables) {
            lines.add(table(table, width));
            if (table.losses() != null) {
                table.losses().forEach(loss -> lines.add(" ".repeat(width) + "  declared loss: " + loss(loss)));
            }
        }
        if (result.selfTest() != null) {
            lines.addAll(selfTest(result.selfTest()));
        }
        lines.addAll(problems(result.problems()));
        lines.addAll(notDone(result.setAside()));
        return lines;
    }

    private List<String> notDone(List<Detail.Thing> things) {
        List<String> lines = new ArrayList<>();
        if (!things.isEmpty()) {
            lines.addAll(List.of("", paint.bad("not done: " + things.size())));
        }
        things.stream()
                .limit(SHOWN)
                .forEach(thing -> lines.add("  " + thing.kind() + " " + thing.name() + ": " + thing.because()));
        if (things.size() > SHOWN) {
            lines.add("  and " + (things.size() - SHOWN) + " more, which the report lists");
        }
        return lines;
    }

    /** A preview knows no more than the plan, which has been shown. */
    private static boolean saysSomething(TableLine table) {
        return table.sourceRows() != null
                || table.loadedRows() != null
                || table.backupBytes() != null
                || table.diff() != null;
    }

    private String table(TableLine table, int width) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-" + width + "s", table.name()));
        Long rows = table.loadedRows() != null ? table.loadedRows() : table.sourceRows();
        line.append(String.format(Locale.ROOT, "  %14s rows", rows == null ? "?" : Amounts.count(rows)));
        if (table.backupBytes() != null) {
            line.append(String.format(Locale.ROOT, "  %10s", Amounts.bytes(table.backupBytes())));
        }
        if (table.chunks() != null) {
            line.append(String.format(
                    Locale.ROOT, "  %6s", table.chunks() + (table.chunks() == 1 ? " chunk " : " chunks")));
        }
        if (table.rejectedRows() != null && table.rejectedRows() > 0) {
            line.append("  ").append(Amounts.count(table.rejectedRows())).append(" rejected");
        }
        TableReport.Difference diff = table.diff();
        if (diff != null) {
            line.append("  ").append(verdict(diff));
        }
        if (table.notCompared() != null && !table.notCompared().isEmpty()) {
            line.append(", not compared: ").append(String.join(", ", table.notCompared()));
        }
        return line.toString();
    }

    private static String loss(TableReport.Loss loss) {
        return loss.column() + ", " + Amounts.count(loss.count()) + " " + loss.kind() + " -> " + loss.became();
    }

    private String verdict(TableReport.Difference diff) {
        if (diff.identical()) {
            return paint.good("identical") + " (" + diff.method() + ")" + forgiven(diff);
        }
        return paint.bad("differs") + ": " + Amounts.count(diff.missing()) + " missing, " + Amounts.count(diff.extra())
                + " extra, " + Amounts.count(diff.changed()) + " changed (" + diff.method() + ")" + forgiven(diff);
    }

    private static String forgiven(TableReport.Difference diff) {
        return diff.forgiven() == 0
                ? ""
                : ", " + Amounts.count(diff.forgiven()) + (diff.forgiven() == 1 ? " row" : " rows") + " forgiven";
    }

    private List<String> selfTest(SelfTest test) {
        List<String> lines = new ArrayList<>(List.of(""));
        for (SelfTest.Trial trial : test.details()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-22s %s  %s",
                    trial.corruption(),
                    trial.found() ? paint.good("found ") : paint.bad("missed"),
                    trial.place()));
        }
        long found = test.details().stream().filter(SelfTest.Trial::found).count();
        lines.add("found " + found + " of " + test.planted() + " planted corruptions; false alarms: "
                + Amounts.count(test.falseAlarms()));
        return lines;
    }

    /** The problems alone; many warnings of one kind, each of a table, are one. */
    public List<String> problems(List<Result.ProblemLine> problems) {
        Map<Object, List<Result.ProblemLine>> kinds = new LinkedHashMap<>();
        problems.forEach(problem -> kinds.computeIfAbsent(kind(problem), unseen -> new ArrayList<>())
                .add(problem));
        List<String> lines = new ArrayList<>();
        kinds.values().forEach(kind -> {
            if (kind.size() < MANY) {
                kind.forEach(problem -> lines.addAll(problem(problem, said(problem))));
            } else {
                lines.addAll(problem(kind.get(0), said(kind)));
            }
        });
        return lines;
    }

    private static Object kind(Result.ProblemLine problem) {
        return problem.table() == null || problem.severity().equals("error") ? problem : problem.code();
    }

    private static String said(Result.ProblemLine problem) {
        return (problem.table() == null || problem.message().contains(problem.table()) ? "" : problem.table() + ": ")
                + problem.message();
    }

    private static String said(List<Result.ProblemLine> kind) {
        List<String> tables =
                kind.stream().map(Result.ProblemLine::table).distinct().toList();
        return Amounts.count(tables.size()) + " tables, "
                + String.join(", ", tables.subList(0, Math.min(NAMED, tables.size())))
                + (tables.size() > NAMED ? " and " + Amounts.count(tables.size() - NAMED) + " more" : "")
                + "; all of them in " + RunReport.FILE + ", the first: " + said(kind.get(0));
    }

    private List<String> problem(Result.ProblemLine problem, String said) {
        boolean error = problem.severity().equals("error");
        List<String> lines = new ArrayList<>(List.of(
                "", (error ? paint.bad("error") : paint.warn("warning")) + " [" + problem.code() + "] " + said));
        if (problem.remedy() != null) {
            lines.add("  " + problem.remedy());
        }
        return lines;
    }

    /** How a command ended. */
    public String verdict(Result result) {
        String run = result.runId() == null ? "" : ", run " + result.runId();
        return paint.outcome(
                result.outcome(),
                result.command() + ": " + result.outcome().label() + ", exit code " + result.exitCode() + run + ", "
                        + Amounts.seconds(result.seconds()));
    }

    /** Colours, or none. */
    public enum Paint {
        PLAIN,
        COLOURED;

        /** Stands for the beginning of a colour until the line is shown; nobody outside can know it. */
        private static final String MARK = "\ufdd0" + UUID.randomUUID() + "\ufdd1";

        String good(String text) {
            return in("32", text);
        }

        String warn(String text) {
            return in("33", text);
        }

        String bad(String text) {
            return in("31", text);
        }

        String outcome(Outcome outcome, String text) {
            return switch (outcome) {
                case DONE, NOTHING_TO_DO, PREVIEW -> text;
                case REJECTED -> warn(text);
                case DIFFERS, REFUSED, FAILED -> bad(text);
            };
        }

        /** A line as it goes to a terminal or a log: its colours are those of this class, whatever stands in it. */
        public static String shown(String line) {
            return VisibleText.line(line).replace(MARK, "\u001b[");
        }

        private String in(String code, String text) {
            return this == PLAIN ? text : MARK + code + "m" + text + MARK + "0m";
        }
    }
}
