package dev.sterna.validate;

import dev.sterna.error.SternaException;
import dev.sterna.migration.Database;
import dev.sterna.migration.Migration;
import dev.sterna.model.Side;
import dev.sterna.plan.StepPlan;
import dev.sterna.step.Events;
import dev.sterna.step.Workspace;
import dev.sterna.transfer.progress.Amounts;
import dev.sterna.validate.ValueText.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Whether the user's own queries give the same on both sides. */
final class QueryGate implements Gate {
    static final String NAME = "queries";

    private final Migration migration;
    private final StepPlan planned;
    private final Workspace workspace;
    private final Predicate<Throwable> isOwn;
    private final Consumer<String> output;
    private final Events events;
    private final SourceState state;
    private final List<String> left = new ArrayList<>();

    /**
     * @param isOwn whether a failure is one query's
     * @param state of a source that lives rows are not compared
     */
    QueryGate(
            Migration migration,
            StepPlan planned,
            Workspace workspace,
            Predicate<Throwable> isOwn,
            Consumer<String> output,
            Events events,
            SourceState state) {
        this.migration = migration;
        this.planned = planned;
        this.workspace = workspace;
        this.isOwn = isOwn;
        this.output = output;
        this.events = events;
        this.state = state;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Finding look() {
        Finding.Wrong wrong = new Finding.Wrong(NAME);
        String setting = migration.settings().validate().queries();
        Optional<QueryFolder> folder = QueryFolder.of(setting, workspace.hadoop());
        if (folder.isEmpty()) {
            return wrong.after("no queries: sterna.validate.queries names no folder", List.of());
        }
        List<QueryFile> queries = folder.get().queries();
        if (queries.isEmpty()) {
            wrong.add(
                    null,
                    1,
                    "there is no file *.sql in " + setting,
                    "Correct sterna.validate.queries, or leave it empty; then: sterna validate");
        }
        queries.forEach(query -> look(query, wrong));
        return wrong.after((queries.size() == 1 ? "1 query" : queries.size() + " queries") + " of " + setting, left);
    }

    private void look(QueryFile query, Finding.Wrong wrong) {
        Optional<Answer> source = answer(query, migration.source(), query.source(), wrong);
        Optional<Answer> target = answer(query, migration.target(), query.target(), wrong);
        if (source.isPresent() && target.isPresent()) {
            Answer there = source.get();
            Answer here = target.get();
            output.accept("query " + query.name() + ": source " + Amounts.count(there.rows()) + " rows in "
                    + Amounts.seconds(there.seconds()) + ", target " + Amounts.count(here.rows()) + " rows in "
                    + Amounts.seconds(here.seconds()));
            events.record(
                    "validate-query",
                    Map.of(
                            "query",
                            query.name(),
                            "sourceRows",
                            there.rows(),
                            "sourceSeconds",
                            there.seconds(),
                            "targetRows",
                            here.rows(),
                            "targetSeconds",
                            here.seconds()));
            types(there, here)
                    .or(() -> rows(query, there, here))
                    .ifPresent(difference -> wrong.add(
                            null,
                            Math.max(1, Math.abs(there.rows() - here.rows())),
                            query.name() + " gives something else in the target: " + difference,
                            "Run it on both sides and compare; where only the spelling differs, give the file a part"
                                    + " \"-- source:\" and a part \"-- target:\"; then: sterna validate"));
        }
    }

    private Optional<Answer> answer(QueryFile query, Database database, String sql, Finding.Wrong wrong) {
        try {
            return Optional.of(
                    Answer.of(database.within(schema(database.side())), "run " + query.name(), sql, Answer.Limit.NONE));
        } catch (SternaException failure) {
            if (!isOwn.test(failure)) {
                throw failure;
            }
            wrong.add(
                    null,
                    1,
                    query.name() + " fails on the " + database.side().label() + ": "
                            + failure.problems().get(0).message(),
                    "Correct the query, or give the file a part \"-- "
                            + database.side().label() + ":\"; then: sterna validate");
            return Optional.empty();
        }
    }

    /** The first in which there are tables: there a query's bare names are looked for. */
    private String schema(Side side) {
        return planned.plan().tables().stream()
                .map(table -> (side == Side.SOURCE ? table.source() : table.target())
                        .name()
                        .schema())
                .findFirst()
                .orElseThrow();
    }

    private static Optional<String> types(Answer source, Answer target) {
        if (source.kinds().size() != target.kinds().size()) {
            return Optional.of(Finding.counted(source.kinds().size(), "column") + " in the source, "
                    + target.kinds().size() + " in the target");
        }
        List<String> types = new ArrayList<>();
        for (int i = 0; i < source.kinds().size(); i++) {
            Kind there = source.kinds().get(i);
            Kind here = target.kinds().get(i);
            if (!there.fits(here)) {
                types.add("column " + (i + 1) + " is " + there.label() + " in the source, " + here.label()
                        + " in the target");
            }
        }
        return types.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", types));
    }

    private Optional<String> rows(QueryFile query, Answer source, Answer target) {
        Optional<String> difference = difference(query, source, target);
        if (difference.isPresent() && state == SourceState.LIVES) {
            left.add("rows of " + query.name() + ", which differ while the source lives");
            return Optional.empty();
        }
        return difference;
    }

    private static Optional<String> difference(QueryFile query, Answer source, Answer target) {
        if (source.rows() != target.rows()) {
            return Optional.of(Finding.counted(source.rows(), "row") + " in the source, " + Amounts.count(target.rows())
                    + " in the target");
        }
        if (!source.sum().equals(target.sum())) {
            return Optional.of("as many rows, with other values");
        }
        return query.ordered() && !source.inOrder().equals(target.inOrder())
                ? Optional.of("the same rows in another order")
                : Optional.empty();
    }
}
