package dev.sterna.decommission.evidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sterna.backup.KeptSource;
import dev.sterna.backup.Manifest;
import dev.sterna.cutover.CutoverState;
import dev.sterna.cutover.Receipt;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.GateLedger;
import dev.sterna.plan.Plan;
import dev.sterna.step.EventLog;
import dev.sterna.step.EvidenceSummary;
import dev.sterna.step.HashedFile;
import dev.sterna.step.LineFile;
import dev.sterna.step.Workspace;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Copies what a run has left behind into a directory of its own, with the hashes by which it is known again. Neither rows nor secrets
 * are in it, but the keys at which the plan cuts tables.
 */
public final class Evidence {
    /** Where a run has its own. */
    public static final String DIRECTORY = "evidence";

    /** The hashes of all other files, for {@code sha256sum -c}. */
    static final String SUMS = "SHA256SUMS";

    /** What had to be true before the source was retired. */
    public static final String REQUIREMENTS = "decommission/requirements.jsonl";

    static final String SIGNATURE = "SHA256SUMS.sig";
    static final String KEY = "public-key.pem";

    /** In the order of the chain; the files of each as far as there are any. */
    private static final Map<String, List<String>> FILES = files();

    private static final Map<String, List<String>> TABLES = tables();
    static final String LEDGER = "ledger";
    private static final String BEGUN = DIRECTORY + ".begun";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Workspace run;
    private final String runId;
    private final Rows ledger;
    private final Optional<SigningKey> key;
    private final Map<String, List<HashedFile>> hashed = new LinkedHashMap<>();
    private Workspace into;
    private String directory;

    /** Hands over the ledger's rows of a run in one of its tables. */
    @FunctionalInterface
    public interface Rows {
        void each(String runId, String table, Consumer<Map<String, String>> taker);
    }

    /** @param ledger of the run's target */
    public Evidence(Workspace run, String runId, Rows ledger, Optional<SigningKey> key) {
        this.run = run;
        this.runId = runId;
        this.ledger = ledger;
        this.key = key;
    }

    private static Map<String, List<String>> files() {
        Map<String, List<String>> files = new LinkedHashMap<>();
        files.put("assess", List.of("assessment.json", "assessment.html"));
        files.put("plan", List.of(Plan.FILE));
        files.put("prepare", List.of("by-hand/objects.json", "conversion-losses.txt"));
        files.put("backup", List.of(Manifest.FILE, KeptSource.FILE));
        files.put(GateLedger.DRILL, List.of());
        files.put("load", List.of());
        files.put("sync", List.of());
        files.put("validate", List.of());
        files.put("cutover", List.of(Receipt.FILE, Receipt.PAGE, Receipt.FREEZE, Receipt.SUMS));
        files.put("monitor", List.of("monitor/last.json", "monitor/trend.jsonl"));
        files.put("decommission", List.of(REQUIREMENTS, CutoverState.RETIREMENT));
        files.put("report", List.of("report.json", "report.html"));
        return files;
    }

    private static Map<String, List<String>> tables() {
        return Map.of(
                "prepare", List.of("made", "target"),
                "load", List.of("run", "chunk", "reject"),
                "sync", List.of("follow", "batch", "common", "watermark"),
                "validate", List.of("gate"),
                "cutover", List.of("cutover"));
    }

    /**
     * A file that is added.
     *
     * @param step whose it is, in the chain
     * @param write hands over its lines
     */
    public record Added(String step, String name, Consumer<Consumer<String>> write) {
        /** A copy of a file of another run. */
        public static Added copy(String step, String name, Workspace from, String file) {
            return new Added(
                    step, name, lines -> from.read(file).orElse("").lines().forEach(lines));
        }

        /** The gates of another run. */
        public static Added gates(String step, String name, Rows ledger, String runId) {
            return new Added(step, name, lines -> ledger.each(runId, "gate", row -> lines.accept(line(row))));
        }
    }

    /** Writes it into the run's own directory, in the place of what was there, which stays until all of it is written. */
    public EvidenceSummary write(List<Added> more) {
        run.deleteAll(BEGUN);
        EvidenceSummary written = write(run, BEGUN, more);
        run.replaceAll(DIRECTORY, BEGUN);
        return new EvidenceSummary(
                run.uri(DIRECTORY),
                written.files(),
                written.links(),
                written.chain(),
                written.signer(),
                written.faults());
    }

    /**
     * Writes it elsewhere, in the place of what was written there of the same run.
     *
     * @throws SternaException (REFUSED) where something else is in that place
     */
    public EvidenceSummary writeInto(Workspace parent, String place, List<Added> more) {
        boolean empty =
                parent.list(place).isEmpty() && parent.directories(place).isEmpty();
        Optional<List<String>> before = EvidenceCheck.wholly(parent, place, runId);
        if (!empty && before.isEmpty()) {
            throw SternaException.of(
                    Category.REFUSED,
                    "evidence-place-taken",
                    null,
                    "Cannot write the evidence into " + parent.uri(place)
                            + ": something else is there than evidence of run " + runId,
                    "Name another directory: --evidence DIR");
        }
        // The list first, without which it is none.
        before.ifPresent(names -> names.stream()
                .sorted(Comparator.comparing(name -> !name.equals(SUMS)))
                .forEach(name -> parent.delete(place + "/" + name)));
        return write(parent, place, more);
    }

    private EvidenceSummary write(Workspace parent, String place, List<Added> more) {
        into = parent;
        directory = place + "/";
        FILES.forEach((step, names) -> {
            names.forEach(name -> copy(step, name));
            TABLES.getOrDefault(step, List.of()).forEach(table -> table(step, table));
            more.stream()
                    .filter(added -> added.step().equals(step))
                    .forEach(added -> lines(step, added.name(), added.write()));
        });
        lines("report", EventLog.FILE, taker -> LineFile.each(run, EventLog.FILE, taker));
        String open = key.map(SigningKey::pem).orElse(null);
        String signer = open == null ? null : SigningKey.fingerprint(open);
        Chain chain =
                Chain.of(runId, Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(), signer, hashed, times());
        parent.write(directory + Chain.FILE, chain.json());
        List<HashedFile> all = new ArrayList<>(chain.files());
        all.add(hashed(Chain.FILE));
        if (open != null) {
            parent.write(directory + KEY, open);
            all.add(hashed(KEY));
        }
        String sums = HashedFile.list(all);
        if (open != null) {
            octets(SIGNATURE, key.orElseThrow().sign(sums.getBytes(StandardCharsets.UTF_8)));
        }
        // Last: what was cut short before has none, and so is no evidence.
        parent.write(directory + SUMS, sums);
        return new EvidenceSummary(parent.uri(place), all.size(), chain.links().size(), chain.end(), signer, 0);
    }

    private HashedFile hashed(String name) {
        return new HashedFile(name, into.sha256(directory + name).orElseThrow());
    }

    private void add(String step, String name) {
        hashed.computeIfAbsent(step, known -> new ArrayList<>()).add(hashed(name));
    }

    private void copy(String step, String name) {
        try {
            Optional<InputStream> found = run.open(name);
            if (found.isPresent()) {
                try (InputStream in = found.get();
                        OutputStream out = into.create(directory + name)) {
                    in.transferTo(out);
                }
                add(step, name);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "Cannot copy " + run.uri(name) + " to " + into.uri(directory + name), failure);
        }
    }

    private void octets(String name, byte[] octets) {
        try (OutputStream out = into.create(directory + name)) {
            out.write(octets);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot write " + into.uri(directory + name), failure);
        }
    }

    private void table(String step, String table) {
        lines(
                step,
                LEDGER + "/" + table + ".jsonl",
                taker -> ledger.each(runId, table, row -> taker.accept(line(row))));
    }

    private static String line(Map<String, String> row) {
        try {
            return JSON.writeValueAsString(row);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void lines(String step, String name, Consumer<Consumer<String>> lines) {
        try (BufferedWriter out =
                new BufferedWriter(new OutputStreamWriter(into.create(directory + name), StandardCharsets.UTF_8))) {
            lines.accept(line -> append(out, line));
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot write " + into.uri(directory + name), failure);
        }
        add(step, name);
    }

    private static void append(BufferedWriter out, String line) {
        try {
            out.write(line);
            out.write('\n');
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot write a line", failure);
        }
    }

    /** When each step was begun last, by the run's events. */
    private Map<String, String> times() {
        Map<String, String> times = new HashMap<>();
        LineFile.each(run, EventLog.FILE, line -> {
            if (line.contains("\"step-started\"")) {
                try {
                    JsonNode event = JSON.readTree(line);
                    times.put(event.path("step").asText(), event.path("time").asText());
                } catch (JsonProcessingException halfWritten) {
                    // A process that was killed has left a part of its last line.
                    return;
                }
            }
        });
        return times;
    }
}
