package dev.sterna.validate;

import dev.sterna.config.ValidateSettings;
import dev.sterna.error.SternaException;
import dev.sterna.migration.Database;
import dev.sterna.migration.Migration;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Verdict;
import dev.sterna.model.schema.View;
import dev.sterna.plan.Plan;
import dev.sterna.transfer.progress.Amounts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Whether views can be selected from on both sides, and where their rows are few, give the same ones. */
final class ViewGate implements Gate {
    static final String NAME = "views";

    private final Target target;
    private final Migration migration;
    private final Plan plan;
    private final String runId;
    private final Predicate<Throwable> isOwn;
    private final SourceState state;

    /**
     * @param isOwn whether a failure is one view's
     * @param state of a source that lives rows are not compared
     */
    ViewGate(
            Target target,
            Migration migration,
            Plan plan,
            String runId,
            Predicate<Throwable> isOwn,
            SourceState state) {
        this.target = target;
        this.migration = migration;
        this.plan = plan;
        this.runId = runId;
        this.isOwn = isOwn;
        this.state = state;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Finding look() {
        Finding.Wrong wrong = new Finding.Wrong(NAME);
        List<String> left = new ArrayList<>();
        Set<TableName> seen = new HashSet<>();
        int views = 0;
        for (View view : target.state().conversion().schema().views()) {
            seen.add(view.name());
            views++;
            look(view.name(), wrong, left);
        }
        Set<TableName> present = new HashSet<>();
        target.state().present().views().forEach(view -> present.add(view.name()));
        for (Verdict verdict : target.state().conversion().verdicts()) {
            if (isView(verdict) && verdict.becomes() == null) {
                Optional<TableName> there = present.stream()
                        .filter(name -> name.name().equals(verdict.object().name()) && !seen.contains(name))
                        .findFirst();
                if (there.isPresent()) {
                    seen.add(there.get());
                    views++;
                    look(there.get(), wrong, left);
                } else {
                    left.add(verdict.object() + " (by hand, and not there)");
                }
            }
        }
        return wrong.after(Finding.counted(views, "view"), left);
    }

    private void look(TableName name, Finding.Wrong wrong, List<String> left) {
        Optional<TableName> original = original(name);
        Optional<Answer> here = answer(migration.target(), name, wrong);
        Optional<Answer> there = original.flatMap(view -> answer(migration.source(), view, wrong));
        if (original.isEmpty()) {
            left.add("rows of " + name + ", whose original is not known");
        }
        if (here.isEmpty() || there.isEmpty()) {
            return;
        }
        Answer target = here.get();
        Answer source = there.get();
        ValidateSettings settings = migration.settings().validate();
        if (target.end() == Answer.End.TOO_LONG || source.end() == Answer.End.TOO_LONG) {
            left.add("rows of " + name + ", which take longer than "
                    + Amounts.seconds(settings.maxTime().toMillis() / 1000.0));
        } else if (target.end() == Answer.End.TOO_MANY && source.end() == Answer.End.TOO_MANY) {
            left.add("rows of " + name + ", which are more than " + Amounts.count(settings.maxRows()));
        } else if (source.kinds().size() != target.kinds().size()) {
            tell(
                    wrong,
                    name,
                    1,
                    Finding.counted(source.kinds().size(), "column") + " in the source, "
                            + target.kinds().size() + " in the target");
        } else if (state == SourceState.LIVES) {
            if (source.rows() != target.rows() || !source.sum().equals(target.sum())) {
                left.add("rows of " + name + ", which differ while the source lives");
            }
        } else if (source.rows() != target.rows()) {
            tell(
                    wrong,
                    name,
                    Math.abs(source.rows() - target.rows()),
                    Finding.counted(source.rows(), "row") + " in the source, " + Amounts.count(target.rows())
                            + " in the target");
        } else if (!source.sum().equals(target.sum())) {
            tell(wrong, name, 1, "as many rows as in the source, with other values");
        }
    }

    private void tell(Finding.Wrong wrong, TableName view, long rows, String difference) {
        wrong.add(
                null,
                rows,
                "view " + view + " gives something else in the target: " + difference,
                "Alter it in the target, or fill it anew if it is materialized; how it is meant to be says sterna prepare"
                        + " --run-id " + runId + "; then: sterna validate");
    }

    private Optional<Answer> answer(Database database, TableName view, Finding.Wrong wrong) {
        ValidateSettings settings = migration.settings().validate();
        try {
            return Optional.of(Answer.of(
                    database,
                    "select from view " + view,
                    "SELECT * FROM " + database.dialect().sql().quote(view),
                    new Answer.Limit(Math.max(1, settings.maxRows()), settings.maxTime())));
        } catch (SternaException failure) {
            if (!isOwn.test(failure)) {
                throw failure;
            }
            wrong.add(
                    null,
                    1,
                    "view " + view + " cannot be selected from in the "
                            + database.side().label() + ": "
                            + failure.problems().get(0).message(),
                    "Correct it, or what it reads; then: sterna validate");
            return Optional.empty();
        }
    }

    /** The source's view that became one of the target. */
    private Optional<TableName> original(TableName view) {
        List<TableName> candidates = target.state().conversion().verdicts().stream()
                .filter(ViewGate::isView)
                .filter(verdict -> verdict.object().name().equals(view.name())
                        || verdict.becomes() != null
                                && (verdict.becomes().equals(view.name())
                                        || verdict.becomes().equals(view.toString())))
                .map(Verdict::object)
                .map(ViewGate::name)
                .distinct()
                .toList();
        if (candidates.size() == 1) {
            return Optional.of(candidates.get(0));
        }
        return candidates.stream()
                .filter(candidate -> plan.tables().stream()
                        .anyMatch(table -> table.source().name().schema().equals(candidate.schema())
                                && table.target().name().schema().equals(view.schema())))
                .findFirst();
    }

    private static TableName name(ObjectName object) {
        return new TableName(object.schema(), object.name());
    }

    private static boolean isView(Verdict verdict) {
        return verdict.object().kind() == ObjectKind.VIEW || verdict.object().kind() == ObjectKind.MATERIALIZED_VIEW;
    }
}
