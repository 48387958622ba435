package dev.sterna.diff;

import dev.sterna.compare.Narrowed;
import dev.sterna.compare.TableDigests;
import dev.sterna.dialect.rows.RowSet;
import dev.sterna.error.Problem;
import dev.sterna.migration.Database;
import dev.sterna.model.TableName;
import dev.sterna.step.Events;
import dev.sterna.transfer.progress.Amounts;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Records what a diff finds on its way. */
final class DiffJournal {
    private final Events events;
    private final Consumer<Problem> warnings;

    DiffJournal(Events events, Consumer<Problem> warnings) {
        this.events = events;
        this.warnings = warnings;
    }

    /** Says, once a table and side, that rows are hashed here. */
    Consumer<RowSet> hashedHere(Database database) {
        Set<TableName> told = ConcurrentHashMap.newKeySet();
        return rows -> {
            String table = rows.table().name().toString();
            events.record(
                    "digest-in-java",
                    Map.of("table", table, "side", database.side().label()));
            if (told.add(rows.table().name())) {
                warnings.accept(Problem.warning(
                        "digest-in-java",
                        table,
                        "The " + database.side().label() + " cannot hash all rows of " + table
                                + ", whose values are too long for it: they are hashed here, from what it sends",
                        "Raise the server's limit for long values ("
                                + database.dialect().digests().limitOfLongValues()
                                + "), so that it need not send them"));
            }
        };
    }

    /** Says what was not looked at, because an earlier comparison had. */
    void wentOn(ComparedParts parts, String runId) {
        parts.oldest().ifPresent(oldest -> {
            double seconds = Math.max(0, Duration.between(oldest, Instant.now()).toMillis() / 1e3);
            events.record("diff-resumed", Map.of("parts", parts.used(), "oldestSeconds", seconds));
            warnings.accept(Problem.warning(
                    "compared-earlier",
                    null,
                    parts.used() + " parts of tables were compared by a diff that was cut short, the oldest of them "
                            + Amounts.seconds(seconds) + " ago, and not again",
                    "If somebody has written since, compare anew: sterna diff --run-id " + runId + " --fresh"));
        });
    }

    void partDiffers(TableDigests digests, int part) {
        events.record(
                "diff-chunk-differs",
                Map.of(
                        "table", digests.pair().name(),
                        "chunk", part,
                        "sourceRows", digests.source(part).rows(),
                        "targetRows", digests.target(part).rows()));
    }

    /** How many rows had to be looked at, so that the differing ones could be told. */
    void narrowed(Narrowed<?> narrowed) {
        if (narrowed instanceof Narrowed.ToRows<?> rows) {
            events.record(
                    "diff-narrowed",
                    Map.of(
                            "table", rows.digests().pair().name(),
                            "fetched", rows.fetched(),
                            "seconds", rows.seconds()));
        }
    }

    void tableCompared(TableVerdict verdict, BackupFinding.State backup) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("table", verdict.plan().name());
        event.put("identical", verdict.diff().identical());
        event.put("sourceRows", verdict.sourceRows());
        event.put("missing", verdict.diff().missing());
        event.put("extra", verdict.diff().extra());
        event.put("changed", verdict.diff().changed());
        event.put("method", verdict.diff().method());
        event.put("forgiven", verdict.diff().forgiven());
        event.put("backup", backup.name().toLowerCase(Locale.ROOT));
        if (verdict.diff().hop() != null) {
            event.put("hop", verdict.diff().hop());
        }
        if (!verdict.notCompared().isEmpty()) {
            event.put("notCompared", verdict.notCompared());
        }
        event.put("seconds", verdict.seconds());
        events.record("diff-table", event);
    }
}
