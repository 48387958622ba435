package dev.sterna.launcher;

import dev.sterna.app.Main;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.transfer.progress.Amounts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A whole migration between two embedded servers. */
final class Demo {
    private static final String RUN_ID = "demo";

    private final DemoOptions options;
    private final DemoSpeech speech;
    private final long began = System.nanoTime();

    private Demo(DemoOptions options, DemoSpeech speech) {
        this.options = options;
        this.speech = speech;
    }

    /** Runs the demo and returns its exit code: 0 only when every table that was filled has arrived identical. */
    static int run(String... words) {
        return run(Path.of(System.getProperty("java.io.tmpdir")), words);
    }

    /** @param parent where everything is kept while it runs */
    static int run(Path parent, String... words) {
        DemoSpeech speech = new DemoSpeech(words);
        long began = System.nanoTime();
        try {
            DemoOptions options = DemoOptions.parse(words);
            if (options.help()) {
                speech.answer(DemoOptions.helpText());
                return 0;
            }
            return new Demo(options, speech).run(parent);
        } catch (InterruptedException | IOException | RuntimeException failure) {
            return speech.failed(understood(failure), (System.nanoTime() - began) / 1e9);
        }
    }

    private static SternaException understood(Exception failure) {
        SternaException known = SternaException.findIn(failure);
        if (known != null) {
            return known;
        }
        if (failure instanceof InterruptedException) {
            return SternaException.of(
                    Category.INTERRUPTED,
                    "interrupted",
                    null,
                    "Interrupted",
                    "Start it again: nothing is left",
                    failure);
        }
        return SternaException.of(
                Category.INTERNAL,
                "demo-failed",
                null,
                "Cannot finish the demo: " + failure.getMessage(),
                "Look for a full disk; if it persists, report it with the output of --verbose",
                failure);
    }

    private int run(Path parent) throws InterruptedException, IOException {
        speech.say("");
        speech.say(speech.strong("Sterna moves a " + options.source().title() + " database to "
                + options.target().title() + ", and lets both prove that every row arrived."));
        speech.say("");
        DemoEnding ending = new DemoEnding(speech);
        int exitCode;
        try (ending;
                DemoFolder folder = DemoFolder.create(parent);
                DemoStage stage = new DemoStage(options, speech, parent)) {
            stage.prepare();
            Path config =
                    folder.write("demo.conf", DemoConfig.text(folder.file("runs"), stage.source(), stage.target()));
            exitCode = migrate(folder, stage, config);
            if (options.keep() && exitCode != Category.INTERRUPTED.exitCode()) {
                new DemoVisit(speech, config, RUN_ID).receive(stage.source(), stage.target());
            }
        }
        speech.say("Both servers are stopped, and everything they wrote is removed.");
        if (exitCode == 0) {
            next();
        }
        return exitCode;
    }

    private int migrate(DemoFolder folder, DemoStage stage, Path config) throws IOException {
        double ready = seconds();
        speech.say("");
        speech.say("Ready after " + Amounts.seconds(ready) + ". What comes now is what you would type:");
        speech.say("");
        speech.say("  scripts/sterna run --config " + config + " --run-id " + RUN_ID + " --execute");
        speech.say("");
        Path resultFile = folder.file("result.json");
        List<String> words = new ArrayList<>(List.of(
                "run",
                "--config",
                config.toString(),
                "--run-id",
                RUN_ID,
                "--execute",
                "--result-file",
                "" + resultFile));
        words.addAll(options.forTheRun());
        int exitCode = Main.run(words.toArray(String[]::new));
        speech.say("");
        if (exitCode != 0) {
            return exitCode;
        }
        DemoProof proof = DemoProof.of(stage.tables(), resultFile);
        if (!proof.missing().isEmpty()) {
            proof.missing().forEach(line -> speech.say(speech.bad(line)));
            return Category.DIFFERS.exitCode();
        }
        speech.say(speech.good("All " + proof.tables() + " tables arrived, all " + Amounts.count(proof.rows())
                + " rows: both databases were asked for a hash of every row, and agree."));
        speech.say("Servers and data took " + Amounts.seconds(ready) + ", the migration with its proof "
                + Amounts.seconds(proof.seconds()) + ", everything " + Amounts.seconds(seconds()) + ".");
        return 0;
    }

    private void next() {
        String example = "conf/" + DemoEngine.example(options.source(), options.target());
        speech.say("");
        speech.say(speech.strong("Next, a database of your own:"));
        speech.say("");
        speech.say("  cp " + example + " my.conf                # put your two databases in");
        speech.say("  export SOURCE_PASSWORD=... TARGET_PASSWORD=...");
        speech.say(
                "  scripts/sterna plan --config my.conf --run-id my-1            # what would be moved, in which chunks");
        speech.say(
                "  scripts/sterna run  --config my.conf --run-id my-1 --execute  # moves it, and compares every row");
        speech.say("");
        speech.say(
                "More of this one: --scale 1 for ten times the data, --keep to look around; see scripts/sterna demo --help.");
    }

    private double seconds() {
        return (System.nanoTime() - began) / 1e9;
    }
}
