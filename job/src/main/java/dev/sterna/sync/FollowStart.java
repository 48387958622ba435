package dev.sterna.sync;

import dev.sterna.dialect.log.LogObject;
import dev.sterna.dialect.server.Snapshots.Snapshot;
import dev.sterna.ledger.FollowLedger;
import dev.sterna.ledger.FollowRow;
import dev.sterna.migration.Database;
import dev.sterna.migration.Migration;
import dev.sterna.model.LogPosition;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Where following begins: where an earlier command has got to, or at the end of the log as it is now. */
final class FollowStart {
    private final Migration migration;
    private final String runId;
    private final FollowedTables tables;
    private final SourceObjects objects;
    private final Consumer<String> lines;

    /**
     * A place to begin.
     *
     * @param whole whether all rows have to be compared first, because nobody knows what changed before
     * @param apart tables that have to be compared before they are followed, in any case
     */
    record Place(LogPosition position, boolean whole, Set<String> apart) {}

    FollowStart(
            Migration migration, String runId, FollowedTables tables, SourceObjects objects, Consumer<String> lines) {
        this.migration = migration;
        this.runId = runId;
        this.tables = tables;
        this.objects = objects;
        this.lines = lines;
    }

    /** Where an earlier command has got to; empty where there is none, or nobody can go on from there. */
    Optional<FollowRow> known() {
        Optional<FollowRow> known =
                ledger().find(runId).filter(row -> !row.phase().equals(FollowRow.MAKING));
        if (known.isPresent() && !known.get().tables().containsAll(tables.names())) {
            lines.accept("sync: there are tables that were not followed before, so it begins anew");
            return Optional.empty();
        }
        if (known.isPresent() && !objects.areThere()) {
            lines.accept("sync: the source does not keep its log any more for this run, so it begins anew");
            return Optional.empty();
        }
        return known;
    }

    Place place() {
        Optional<FollowRow> known = known();
        if (known.isEmpty()) {
            return anew();
        }
        ledger().wish(runId, null);
        LogPosition position = LogPosition.of(known.get().position());
        boolean whole = known.get().phase().equals(FollowRow.BEGUN);
        lines.accept("sync: follows the source's log from " + position + ", noted "
                + known.get().age().toSeconds() + " s ago");
        objects.make();
        Set<String> apart = new LinkedHashSet<>(known.get().tables());
        tables.names().forEach(apart::remove);
        apart.addAll(known.get().apart());
        // They are compared at the end in any case.
        tables.byRounds().keySet().forEach(plan -> apart.remove(plan.name()));
        return new Place(position, whole, apart);
    }

    /** Makes what is lacking on the source, and begins at the end of its log. */
    Place anew() {
        // Before anything is dropped: whoever may not make it again would have lost the position.
        objects.requireMayMakeAnew();
        // A killed command may have left what holds the log from elsewhere, or is made for other tables.
        objects.drop(object -> object.role() != LogObject.Role.MARKING);
        ledger().begin(runId, FollowRow.MAKING, tables.names(), "", List.of());
        for (LogObject made : objects.make()) {
            lines.accept("sync: makes the " + made.kind() + " " + made.name() + " on the source");
        }
        Database source = migration.source();
        LogPosition position = source.attempt("begin to follow the log", null, () -> {
            try (Snapshot begun = source.dialect().sourceLog().begin(source.settings(), tables.following())) {
                return begun.position().orElseThrow(() -> new IllegalStateException("A log without a position"));
            }
        });
        ledger().begin(runId, FollowRow.BEGUN, tables.names(), position.text(), List.of());
        lines.accept("sync: follows the source's log from " + position + " on; first comes what changed before");
        return new Place(position, true, Set.of());
    }

    private FollowLedger ledger() {
        return migration.ledger().follow();
    }
}
