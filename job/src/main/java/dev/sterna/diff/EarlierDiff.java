package dev.sterna.diff;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sterna.step.LineFile;
import dev.sterna.step.Workspace;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a diff that was cut short has left.
 *
 * @param terms under which it compared; null when there was none
 * @param seed by which it chose its sample
 * @param verdicts by table, and by number of the part
 * @param scans of tables of which there is no verdict, by table and the side's label
 * @param last when it came to the last of them
 */
record EarlierDiff(
        ComparedTerms terms,
        long seed,
        Map<String, Map<Integer, PartVerdict>> verdicts,
        Map<String, Map<String, ScanProgress>> scans,
        Instant last) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What is older was found by a diff that somebody has given up. */
    private static final Duration MOST_AGE = Duration.ofHours(24);

    /** The first line of a file. */
    static String begin(ComparedTerms terms, long seed) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("options", terms.options())
                .put("tables", terms.tables())
                .put("plan", terms.plan())
                .put("target", terms.target())
                .put("servers", terms.servers())
                .put("seed", seed)
                .toString();
    }

    /**
     * Reads what is there.
     *
     * @param beginning how the names of the files begin, in which verdicts are
     * @param rows what was found of a table that has such a name
     */
    static EarlierDiff read(
            Workspace workspace, String directory, String beginning, Function<String, Optional<FoundRows>> rows) {
        Reading reading = new Reading();
        LineFile.list(workspace, directory).stream()
                .filter(name -> name.startsWith(directory + "/" + beginning))
                .forEach(name -> LineFile.each(workspace, name, reading::take));
        // Each by itself: one that goes on day after day must not keep what is older.
        Instant oldest = Instant.now().minus(MOST_AGE);
        reading.verdicts
                .values()
                .forEach(
                        parts -> parts.values().removeIf(verdict -> verdict.at().isBefore(oldest)));
        reading.scans
                .values()
                .forEach(sides ->
                        sides.values().removeIf(progress -> progress.since().isBefore(oldest)));
        reading.verdicts.forEach((table, parts) -> requireRows(parts, rows.apply(table)));
        return new EarlierDiff(reading.terms, reading.seed, reading.verdicts, reading.scans, reading.last);
    }

    /** Leaves out the parts of which not all rows are there that were found. */
    private static void requireRows(Map<Integer, PartVerdict> parts, Optional<FoundRows> rows) {
        Map<String, Long> blocks = new HashMap<>();
        if (parts.values().stream().anyMatch(verdict -> verdict.found().rows() > 0)) {
            rows.ifPresent(found -> found.each((block, difference) -> blocks.merge(block, 1L, Long::sum)));
        }
        parts.values()
                .removeIf(verdict -> verdict.found().rows()
                        != blocks.getOrDefault(verdict.found().block(), 0L));
    }

    /** Whether there is nothing to go on with. */
    boolean isEmpty() {
        return verdicts.values().stream().allMatch(Map::isEmpty)
                && scans.values().stream().allMatch(Map::isEmpty)
                && last.equals(Instant.MIN);
    }

    /** Why a comparison cannot go on with this; nothing where it can, or where there is nothing to go on with. */
    Optional<String> obstacle(ComparedTerms wanted) {
        if (isEmpty()) {
            return Optional.empty();
        }
        return last.isBefore(Instant.now().minus(MOST_AGE))
                ? Optional.of("that was more than " + MOST_AGE.toHours() + " hours ago")
                : wanted.obstacle(terms);
    }

    private static final class Reading {
        private final Map<String, Map<Integer, PartVerdict>> verdicts = new HashMap<>();
        private final Map<String, Map<String, ScanProgress>> scans = new HashMap<>();
        private ComparedTerms terms;
        private long seed;
        private Instant last = Instant.MIN;

        void take(String text) {
            try {
                take(JSON.readTree(text));
            } catch (JsonProcessingException | IllegalArgumentException | DateTimeException cutShort) {
                // What a crash left of a line says nothing.
            }
        }

        private void take(JsonNode line) throws JsonProcessingException {
            if (line.has("seed")) {
                terms = new ComparedTerms(
                        line.required("options").textValue(),
                        line.required("tables").textValue(),
                        line.required("plan").textValue(),
                        line.required("target").textValue(),
                        line.path("servers").asText());
                seed = line.get("seed").longValue();
            } else if (terms != null && line.has("part")) {
                PartVerdict verdict = PartVerdict.of(line);
                verdicts.computeIfAbsent(verdict.table(), name -> new HashMap<>())
                        .merge(verdict.part(), verdict, (one, other) -> one.at().isAfter(other.at()) ? one : other);
                last = verdict.at().isAfter(last) ? verdict.at() : last;
            } else if (terms != null && line.has("side")) {
                ScanProgress progress = ScanProgress.of(line);
                scans.computeIfAbsent(progress.table(), name -> new HashMap<>())
                        .merge(
                                progress.side(),
                                progress,
                                (one, other) -> one.at().isAfter(other.at()) ? one : other);
                last = progress.at().isAfter(last) ? progress.at() : last;
            }
        }
    }
}
