package dev.sterna.migration;

import dev.sterna.dialect.log.FollowedTable;
import dev.sterna.dialect.log.Following;
import dev.sterna.dialect.log.LogObject;
import dev.sterna.dialect.log.LogObjects;
import dev.sterna.error.Problem;
import dev.sterna.model.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What following the log of a source has made there for one run. */
public final class LogObjectsLeft {
    private LogObjectsLeft() {}

    /**
     * What there is of a run, in the order in which it is dropped.
     *
     * @param tables of the source that the run may have followed
     */
    public static List<LogObject> of(Database source, String runId, Collection<Table> tables) {
        List<Following> all = followings(runId, tables);
        if (all.isEmpty()) {
            return List.of();
        }
        LogObjects objects = source.dialect().sourceLog().objects();
        return source.ask("look for what following has made", connection -> {
            List<LogObject> own = new ArrayList<>();
            for (Following following : all) {
                own.addAll(objects.wanted(connection, following));
            }
            return objects.found(connection).stream()
                    .filter(object -> own.stream()
                            .anyMatch(wanted -> wanted.kind().equals(object.kind())
                                    && wanted.name().equals(object.name())))
                    .toList();
        });
    }

    /** Which tables were followed is not known, and in some engines names go by the first of their schemas. */
    private static List<Following> followings(String runId, Collection<Table> tables) {
        Map<String, List<FollowedTable>> bySchema = tables.stream()
                .flatMap(table -> FollowedTable.of(table).stream())
                .collect(Collectors.groupingBy(
                        followed -> followed.table().name().schema()));
        return bySchema.values().stream()
                .map(followed -> new Following(runId, followed))
                .toList();
    }

    /** A warning that names them, with the statements that drop them; empty where there are none. */
    public static Optional<Problem> warning(Database source, String runId, Collection<Table> tables) {
        List<LogObject> left = of(source, runId, tables);
        if (left.isEmpty()) {
            return Optional.empty();
        }
        boolean holds = left.stream().anyMatch(object -> object.role() == LogObject.Role.HOLDING);
        return Optional.of(Problem.warning(
                "log-objects-left",
                null,
                "On the source there is still the "
                        + left.stream()
                                .map(object -> object.kind() + " " + object.name())
                                .collect(Collectors.joining(" and the "))
                        + " of sync --follow, which nobody follows now"
                        + (holds ? "; the server keeps its log for it, until its disk is full" : ""),
                "Go on by sterna sync --run-id " + runId + " --follow --execute, or end it by sterna sync --run-id "
                        + runId + " --stop --execute; or by hand: "
                        + left.stream()
                                .flatMap(object -> object.drop().stream())
                                .collect(Collectors.joining("; "))));
    }
}
