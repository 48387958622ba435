package dev.sterna.plan;

import dev.sterna.config.Settings.Strategy;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.ledger.LoadedChunks;
import dev.sterna.migration.Migration;
import dev.sterna.model.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Brings a plan that a run keeps in line with settings that were changed since it was made: what is not loaded yet is
 * planned anew, the rest stays as it is.
 */
final class PlanRenewal {
    private final Migration migration;
    private final Plan known;
    private final Set<String> changed = new TreeSet<>();
    private final List<String> renewed = new ArrayList<>();
    private final List<Problem> refused = new ArrayList<>();
    private Map<String, LoadedChunks> loaded;

    PlanRenewal(Migration migration, Plan known) {
        this.migration = migration;
        this.known = known;
        Map<String, String> now = PlanSettings.of(migration.settings());
        // A plan that was made before they stood in it does not tell.
        if (!known.settings().isEmpty()) {
            Set<String> paths = new TreeSet<>(now.keySet());
            paths.addAll(known.settings().keySet());
            paths.stream()
                    .filter(path ->
                            !Objects.equals(now.get(path), known.settings().get(path)))
                    .filter(path -> !keepsWaves() || !path.startsWith(PlanSettings.WAVES))
                    .forEach(changed::add);
        }
    }

    /** Whether another strategy, by which a command may be given in between, leaves the waves as they are: some of them are begun. */
    private boolean keepsWaves() {
        return !isPhased() && known.tables().stream().anyMatch(this::isBegun);
    }

    private boolean isPhased() {
        return migration.settings().strategy() == Strategy.PHASED;
    }

    private boolean isBegun(TablePlan table) {
        return known.wave(table) != 0 && isLoaded(table);
    }

    /** The paths of the settings that are others now. */
    Set<String> changed() {
        return Set.copyOf(changed);
    }

    /** The source tables that were planned anew. */
    List<String> renewed() {
        return List.copyOf(renewed);
    }

    /**
     * The plan by the settings as they are now, without a hash.
     *
     * @param only the globs of the command line, empty for all
     * @throws SternaException (REFUSED) naming each table that the settings would change and that is loaded already
     */
    Plan renew(PlanMaker maker, List<String> only) {
        Plan now = maker.make(known.runId(), only);
        Map<String, TablePlan> fresh = new HashMap<>();
        now.tables().forEach(table -> fresh.put(table.name(), table));
        boolean selects = only.isEmpty() && changed.stream().anyMatch(PlanRenewal::selects);
        List<TablePlan> tables = new ArrayList<>();
        for (TablePlan table : known.tables()) {
            TablePlan other = fresh.remove(table.name());
            if (changed.isEmpty() || other == null && !selects || other != null && isSame(table, other)) {
                tables.add(table);
            } else if (isLoaded(table)) {
                refused.add(tooLate(table));
            } else {
                renewed.add(table.name());
                if (other != null) {
                    tables.add(other);
                }
            }
        }
        if (only.isEmpty() || !known.leftOut().isEmpty()) {
            now.tables().stream()
                    .filter(table -> fresh.containsKey(table.name()) && (selects || wasLeftOut(table)))
                    .forEach(table -> {
                        renewed.add(table.name());
                        tables.add(table);
                    });
        }
        if (!refused.isEmpty()) {
            throw new SternaException(Category.REFUSED, refused, null);
        }
        Plan plan = known.renewed(now.withSettings(settings(now)), renewed, tables, waves(maker, now, tables, only));
        return only.isEmpty() ? plan : plan.asFarAsChosen(known);
    }

    /** Those of waves stay with them. */
    private Map<String, String> settings(Plan now) {
        Map<String, String> all = new TreeMap<>(now.settings());
        if (keepsWaves()) {
            known.settings().forEach((path, value) -> {
                if (path.startsWith(PlanSettings.WAVES)) {
                    all.put(path, value);
                }
            });
        }
        return all;
    }

    /** Tables stay in their waves, unless other ones are wanted; what comes into the plan now comes last where nobody says otherwise. */
    private List<Wave> waves(PlanMaker maker, Plan now, List<TablePlan> tables, List<String> only) {
        Map<TableName, Integer> before = known.waveNumbers();
        boolean dropped = !isPhased() && !keepsWaves();
        if (dropped || before.isEmpty() && (!isPhased() || !only.isEmpty())) {
            return List.of();
        }
        Map<TableName, Integer> fresh = only.isEmpty() ? now.waveNumbers() : Map.of();
        boolean others = only.isEmpty() && changed.stream().anyMatch(path -> path.startsWith(PlanSettings.WAVES));
        boolean byHand = isPhased() && migration.settings().waves().isByHand();
        int last = Math.max(
                1, before.isEmpty() ? now.waves().size() : known.waves().size());
        Map<TableName, Integer> numbers = new HashMap<>();
        for (TablePlan table : tables) {
            TableName name = table.source().name();
            Integer old = before.get(name);
            Integer wanted = fresh.getOrDefault(name, old == null ? Integer.valueOf(last) : old);
            if (others && old != null && !old.equals(wanted) && isLoaded(table)) {
                refused.add(tooLate(table));
            }
            boolean moves = others || old == null && (byHand || before.isEmpty());
            numbers.put(name, moves ? wanted : Objects.requireNonNullElse(old, last));
        }
        if (!refused.isEmpty()) {
            throw new SternaException(Category.REFUSED, refused, null);
        }
        return maker.waveChoice().kept(numbers);
    }

    private boolean wasLeftOut(TablePlan table) {
        return known.leftOut().stream()
                .anyMatch(other -> other.table().toString().equals(table.name()));
    }

    /** Whether it may come to another plan: settings changed, or what could not be planned now may be. */
    boolean isDue() {
        return !changed.isEmpty() || !known.leftOut().isEmpty();
    }

    /** Whether a plan that was made anew says something else. */
    boolean isNews(Plan plan) {
        return !changed.isEmpty() || !renewed.isEmpty() || !plan.leftOut().equals(known.leftOut());
    }

    private static boolean selects(String path) {
        return path.endsWith(".include") || path.endsWith(".exclude") || path.endsWith(".schemas");
    }

    private static boolean isSame(TablePlan table, TablePlan other) {
        return Fingerprint.of(table.target()).equals(Fingerprint.of(other.target()))
                && table.conversions().equals(other.conversions())
                && table.computed().equals(other.computed())
                && Objects.equals(table.where(), other.where());
    }

    private boolean isLoaded(TablePlan table) {
        if (loaded == null) {
            loaded = migration.ledger().progress(known.runId());
        }
        return loaded.containsKey(table.name());
    }

    private Problem tooLate(TablePlan table) {
        List<String> words = changed.stream()
                .map(path -> path + " (it was "
                        + Objects.requireNonNullElse(known.settings().get(path), "not set") + ")")
                .toList();
        return Problem.error(
                "setting-too-late",
                table.name(),
                "Cannot plan " + table.name() + " anew: rows of it are in the target already. Settings that are others"
                        + " than when the plan was made: " + String.join(", ", words),
                "Put them back, or begin anew under another --run-id with sterna.existing-rows = truncate");
    }
}
