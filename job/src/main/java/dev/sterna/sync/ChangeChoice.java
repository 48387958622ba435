package dev.sterna.sync;

import dev.sterna.config.Nearest;
import dev.sterna.config.Settings;
import dev.sterna.config.SyncSettings.Changes;
import dev.sterna.config.TableChanges;
import dev.sterna.config.TableChanges.Watermark;
import dev.sterna.error.Problem;
import dev.sterna.plan.TablePlan;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Who says which rows of a table changed: as is said for the table, or else for all. */
final class ChangeChoice {
    private static final TableChanges UNSAID = new TableChanges(null, null);

    private final Settings settings;

    ChangeChoice(Settings settings) {
        this.settings = settings;
    }

    /** What is said of a table; {@code AUTO} where it is left to us. */
    Changes of(TablePlan plan) {
        Changes own = said(plan).changes();
        return own == null ? settings.sync().changes() : own;
    }

    /** Whether the table has a setting of its own. */
    boolean isOwn(TablePlan plan) {
        return said(plan).changes() != null;
    }

    /** The setting that decides, as a configuration has it. */
    String setting(TablePlan plan) {
        return (isOwn(plan) ? key(plan, "changes") : "sterna.sync.changes") + " = " + label(of(plan));
    }

    /** A setting of a table, as a configuration has it. */
    static String key(TablePlan plan, String key) {
        return "sterna.tables.\"" + plan.name() + "\"." + key;
    }

    static String label(Changes changes) {
        return changes.name().toLowerCase(Locale.ROOT);
    }

    /** The column of a table that grows. */
    Optional<Watermark> watermark(TablePlan plan) {
        return Optional.ofNullable(said(plan).watermark());
    }

    /** Whether rounds look at a table from its watermark on. */
    boolean isByWatermark(TablePlan plan) {
        return of(plan) == Changes.WATERMARK
                || of(plan) == Changes.AUTO && watermark(plan).isPresent();
    }

    /** Whether any table may be handled so. */
    boolean hasAny(Changes... some) {
        List<Changes> wanted = List.of(some);
        return wanted.contains(settings.sync().changes())
                || settings.tables().changes().values().stream()
                        .map(TableChanges::changes)
                        .anyMatch(own -> own != null && wanted.contains(own));
    }

    private TableChanges said(TablePlan plan) {
        return settings.tables().changes().getOrDefault(plan.name(), UNSAID);
    }

    /** A setting of a table that the plan does not have would be ignored. */
    void requireKnown(Collection<TablePlan> planned, Consumer<Problem> warnings) {
        List<String> names = planned.stream().map(TablePlan::name).toList();
        TreeSet<String> unknown = new TreeSet<>(settings.tables().changes().keySet());
        names.forEach(unknown::remove);
        for (String name : unknown) {
            Stream<String> near = Nearest.to(name, names).stream();
            warnings.accept(Problem.warning(
                    "unknown-table",
                    null,
                    "The run's plan has no table " + name + ", of which sterna.tables says who tells its changes"
                            + near.map(one -> "; the nearest name is " + one)
                                    .findFirst()
                                    .orElse(""),
                    "Write it as the source does: schema.table"));
        }
    }
}
