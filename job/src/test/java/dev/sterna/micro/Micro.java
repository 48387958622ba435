package dev.sterna.micro;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.runner.options.WarmupMode;

/** What {@code scripts/bench --micro} starts. */
public final class Micro {
    private static final int WASTEFUL = 1;
    private static final int USAGE = 2;
    private static final TimeValue MOMENT = TimeValue.milliseconds(200);

    private Micro() {}

    public static void main(String[] args) throws RunnerException {
        System.exit(run(List.of(args), System.out, System.err));
    }

    /** Runs a command line; returns the exit code. */
    static int run(List<String> words, PrintStream out, PrintStream err) throws RunnerException {
        MicroOptions options;
        try {
            options = MicroOptions.parse(words);
        } catch (IllegalArgumentException wrong) {
            err.println("sterna: " + wrong.getMessage() + ". See: scripts/bench --help");
            return USAGE;
        }
        List<Subject> subjects = Subject.matching(options.pattern());
        if (subjects.isEmpty()) {
            err.println("sterna: No encoder and no type contains \"" + options.pattern() + "\"");
            return USAGE;
        }
        err.println(String.format(
                Locale.ROOT,
                "sterna: measuring %d encoders, some %.0f seconds",
                subjects.size(),
                Math.ceil(subjects.size() * options.repeat() * 0.65)));
        List<Measured> measured = measure(subjects, options.repeat());
        if (options.json()) {
            out.println(json(measured));
        } else {
            MicroTable.lines(measured).forEach(out::println);
        }
        return measured.stream().anyMatch(Measured::wasteful) ? WASTEFUL : 0;
    }

    /**
     * All in this JVM, and all warmed up before the first is measured: calls are then as polymorphic as in a load of a
     * table of many types, and objects stay that a compiler takes away where it sees one type only.
     */
    static List<Measured> measure(List<Subject> subjects, int repeat) throws RunnerException {
        // Else a second measurement on this machine, which spoils this one, fails it.
        System.setProperty("jmh.ignoreLock", "true");
        return new Runner(new OptionsBuilder()
                        .include(RowBenchmark.class.getName().replace(".", "\\.") + "\\.")
                        .param(
                                RowBenchmark.SUBJECT,
                                subjects.stream().map(Subject::key).toArray(String[]::new))
                        .forks(0)
                        .warmupMode(WarmupMode.BULK)
                        .warmupIterations(repeat)
                        .warmupTime(MOMENT)
                        .measurementIterations(2 * repeat)
                        .measurementTime(MOMENT)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run().stream().map(Micro::measured).toList();
    }

    private static Measured measured(RunResult result) {
        return new Measured(
                Subject.of(result.getParams().getParam(RowBenchmark.SUBJECT)),
                result.getPrimaryResult().getScore(),
                counted(result, "bytes") / counted(result, "rows"));
    }

    private static double counted(RunResult result, String counter) {
        return result.getSecondaryResults().get(counter).getScore();
    }

    private static String json(List<Measured> measured) {
        ObjectNode document = new ObjectMapper().createObjectNode();
        document.put("cores", Runtime.getRuntime().availableProcessors());
        document.put("java", Runtime.version().toString());
        for (Measured one : measured) {
            document.withArray("rows")
                    .addObject()
                    .put("encoder", one.subject().stage().label())
                    .put("type", one.subject().sample().label())
                    .put("nanosPerRow", one.nanos())
                    .put("bytesPerRow", Math.max(0, Math.round(one.bytes())))
                    .put("mayAllocate", one.subject().excuse().orElse(null))
                    .put("allocatesNeedlessly", one.wasteful());
        }
        return document.toString();
    }
}
