package dev.sterna.sync;

import dev.sterna.changes.ChangedTable;
import dev.sterna.compare.TablePair;
import dev.sterna.config.SyncSettings.Changes;
import dev.sterna.dialect.log.Cascade;
import dev.sterna.dialect.log.FollowedTable;
import dev.sterna.dialect.log.Following;
import dev.sterna.dialect.log.SourceLog;
import dev.sterna.dialect.server.Preflight.Finding;
import dev.sterna.dialect.server.Preflight.Severity;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.migration.Database;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.plan.TablePlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The tables of a run, divided into those that are followed by the log and those of which the log does not tell enough.
 *
 * @param byLog in the plan's order
 * @param byRounds which are compared at the end, each with the reason
 * @param cascades between tables that are followed
 * @param findings what else there is to say of the source's log
 */
record FollowedTables(
        Following following,
        Map<TablePlan, ChangedTable> byLog,
        Map<TablePlan, String> byRounds,
        List<Cascade> cascades,
        List<Finding> findings) {

    /** What the log does not tell of cascades is found by the rows that refer to each other. */
    private static final Set<String> SOLVED = Set.of("cascade", "cascade-unfollowed");

    /**
     * Looks at the source's log.
     *
     * @param said what the settings say of them
     * @param tables as they can be changed
     * @throws SternaException (REFUSED) when the log of this source cannot be followed
     */
    static FollowedTables of(Database source, String runId, ChangeChoice said, Map<TablePlan, ChangedTable> tables) {
        Choice choice = new Choice(source, runId, said, tables);
        choice.withKeys();
        choice.withoutObstacles();
        choice.withoutUnseenParents();
        return choice.made();
    }

    /** The plan of a table that is followed. */
    Optional<TablePlan> plan(TableName name) {
        return byLog.keySet().stream()
                .filter(plan -> plan.source().name().equals(name))
                .findFirst();
    }

    /** How the choice comes about. */
    private static final class Choice {
        private final Database source;
        private final String runId;
        private final ChangeChoice said;
        private final Map<TablePlan, ChangedTable> tables;
        private final SourceLog log;
        private final Map<TablePlan, FollowedTable> keyed = new LinkedHashMap<>();
        private final Map<TablePlan, String> byRounds = new LinkedHashMap<>();
        private List<Finding> findings = List.of();
        private List<Cascade> cascades = List.of();

        Choice(Database source, String runId, ChangeChoice said, Map<TablePlan, ChangedTable> tables) {
            this.source = source;
            this.runId = runId;
            this.said = said;
            this.tables = tables;
            this.log = source.dialect().sourceLog();
        }

        void withKeys() {
            for (TablePlan plan : tables.keySet()) {
                Changes changes = said.of(plan);
                if (changes == Changes.DIFF || changes == Changes.WATERMARK) {
                    byRounds.put(plan, said.setting(plan) + " says so");
                    continue;
                }
                List<String> key = TablePair.key(plan.source());
                Optional<FollowedTable> followed = FollowedTable.of(plan.source())
                        .filter(table -> table.key().equals(key));
                if (followed.isPresent()) {
                    keyed.put(plan, followed.get());
                } else {
                    byRounds.put(plan, "no key tells its rows apart by which the log could");
                }
            }
            if (keyed.isEmpty()) {
                throw refused(List.of(Problem.error(
                        "nothing-to-follow",
                        null,
                        "Cannot follow the source's log: none of the run's tables has a key by which it could tell rows"
                                + " apart"
                                + (tables.keySet().stream().anyMatch(said::isOwn)
                                        ? ", or settings say that they are compared"
                                        : ""),
                        "Compare instead: sterna sync --run-id " + runId + " --execute")));
            }
        }

        private List<Finding> missing(List<FollowedTable> some) {
            return source.ask(
                    "see whether the log can be followed",
                    connection ->
                            log.missing(connection, source.settings(), new Following(runId, some), Duration.ZERO));
        }

        /** What blocks one table alone lets the others be followed. */
        void withoutObstacles() {
            findings = missing(List.copyOf(keyed.values()));
            if (blocking(findings).isEmpty()) {
                return;
            }
            Map<TablePlan, List<Finding>> own = new LinkedHashMap<>();
            keyed.forEach((plan, followed) -> own.put(plan, blocking(missing(List.of(followed)))));
            List<Finding> ofAll = blocking(findings).stream()
                    .filter(finding -> own.values().stream().allMatch(some -> some.contains(finding)))
                    .toList();
            if (!ofAll.isEmpty() || own.values().stream().noneMatch(List::isEmpty)) {
                throw refused(blocking(findings).stream()
                        .map(finding -> Problem.error(
                                finding.code(),
                                null,
                                "Cannot follow the source's log: " + finding.what(),
                                finding.remedy()))
                        .toList());
            }
            own.forEach((plan, some) -> {
                if (!some.isEmpty()) {
                    byRounds.put(plan, some.get(0).what());
                    keyed.remove(plan);
                }
            });
            findings = missing(List.copyOf(keyed.values()));
        }

        private static List<Finding> blocking(List<Finding> findings) {
            return findings.stream()
                    .filter(finding -> finding.severity() == Severity.BLOCKS)
                    .toList();
        }

        /** A foreign key acts on rows of a child because of a row that nobody hears of. */
        void withoutUnseenParents() {
            List<String> schemas = tables.keySet().stream()
                    .map(plan -> plan.source().name().schema())
                    .distinct()
                    .toList();
            List<TableName> all =
                    source.catalog(schemas).tables().stream().map(Table::name).toList();
            List<Cascade> found =
                    source.ask("look for foreign keys that act", connection -> log.cascades(connection, all));
            boolean changed = true;
            while (changed) {
                changed = false;
                for (TablePlan plan : List.copyOf(keyed.keySet())) {
                    Optional<Cascade> unseen = found.stream()
                            .filter(cascade ->
                                    cascade.child().equals(plan.source().name()))
                            .filter(cascade -> !isToldByKey(cascade))
                            .findFirst();
                    if (unseen.isPresent()) {
                        byRounds.put(
                                plan,
                                "its rows change by a foreign key with those of "
                                        + unseen.get().parent() + ", which "
                                        + (isFollowed(unseen.get().parent())
                                                ? "is followed by other columns than the foreign key's"
                                                : "is not followed"));
                        keyed.remove(plan);
                        changed = true;
                    }
                }
            }
            cascades = found.stream()
                    .filter(cascade -> isFollowed(cascade.parent()) && isFollowed(cascade.child()))
                    .toList();
        }

        private boolean isToldByKey(Cascade cascade) {
            return keyed.entrySet().stream()
                    .anyMatch(one -> one.getKey().source().name().equals(cascade.parent())
                            && one.getValue().key().containsAll(cascade.parentColumns()));
        }

        private boolean isFollowed(TableName name) {
            return keyed.keySet().stream().anyMatch(plan -> plan.source().name().equals(name));
        }

        FollowedTables made() {
            if (keyed.isEmpty()) {
                throw refused(byRounds.entrySet().stream()
                        .map(one -> Problem.error(
                                "nothing-to-follow",
                                one.getKey().name(),
                                "Cannot follow " + one.getKey().name() + ": " + one.getValue(),
                                "Compare instead: sterna sync --run-id " + runId + " --execute"))
                        .toList());
            }
            Map<TablePlan, ChangedTable> byLog = new LinkedHashMap<>();
            keyed.keySet().forEach(plan -> byLog.put(plan, tables.get(plan)));
            List<Finding> told = new ArrayList<>(findings);
            told.removeIf(finding -> SOLVED.contains(finding.code()));
            return new FollowedTables(
                    new Following(runId, List.copyOf(keyed.values())), byLog, byRounds, cascades, told);
        }
    }

    private static SternaException refused(List<Problem> problems) {
        return new SternaException(Category.REFUSED, problems, null);
    }

    /** The same without some that were to be compared. */
    FollowedTables without(Predicate<TablePlan> some) {
        Map<TablePlan, String> left = new LinkedHashMap<>(byRounds);
        left.keySet().removeIf(some);
        return new FollowedTables(following, byLog, left, cascades, findings);
    }

    /** The names of those that are followed. */
    List<String> names() {
        return byLog.keySet().stream().map(TablePlan::name).toList();
    }
}
