package dev.sterna.plan;

import dev.sterna.config.WaveSettings;
import dev.sterna.error.Category;
import dev.sterna.error.FewNames;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.migration.Selection;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.TableDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Says which table of a plan is in which wave: as the settings have it, or by the foreign keys. */
final class WaveChoice {
    private static final int NAMED = 5;
    private static final String SETTING = "sterna.waves.tables";

    private final WaveSettings settings;
    private final List<TableDefinition> definitions;

    /** @param definitions of all tables that there are */
    WaveChoice(WaveSettings settings, List<TableDefinition> definitions) {
        this.settings = settings;
        this.definitions = definitions;
    }

    /**
     * The waves of these tables.
     *
     * @param weights by the source's names, at least 0
     * @param warnings hears of what was hardly meant
     * @throws SternaException (CONFIGURATION) when the settings have no wave for a table, or mean a table that is not there
     */
    List<Wave> of(Map<TableName, Long> weights, List<Problem> warnings) {
        WaveKeys keys = new WaveKeys(definitions, weights.keySet());
        if (!settings.isByHand()) {
            return keys.waves(numbers(WaveCut.of(keys.groups(), weights::get, settings.count())));
        }
        Map<TableName, Integer> numbers = byHand(new TreeSet<>(weights.keySet()));
        warn(keys, numbers, warnings);
        return keys.waves(numbers);
    }

    /** The same tables, wherever they have been before, with the keys that cross. */
    List<Wave> kept(Map<TableName, Integer> numbers) {
        return new WaveKeys(definitions, numbers.keySet()).waves(numbers);
    }

    private static Map<TableName, Integer> numbers(List<List<TableName>> waves) {
        Map<TableName, Integer> numbers = new HashMap<>();
        for (int i = 0; i < waves.size(); i++) {
            for (TableName table : waves.get(i)) {
                numbers.put(table, i + 1);
            }
        }
        return numbers;
    }

    private Map<TableName, Integer> byHand(TreeSet<TableName> tables) {
        List<TableName> all = definitions.stream().map(TableDefinition::name).toList();
        List<Problem> problems = new ArrayList<>(Selection.unknown(
                SETTING, settings.tables().stream().flatMap(List::stream).toList(), all));
        Map<TableName, Integer> numbers = new HashMap<>();
        List<String> without = new ArrayList<>();
        for (TableName table : tables) {
            int wave = 0;
            while (wave < settings.tables().size()
                    && !Selection.matchesAny(settings.tables().get(wave), table)) {
                wave++;
            }
            if (wave == settings.tables().size()) {
                without.add(table.toString());
            } else {
                numbers.put(table, wave + 1);
            }
        }
        if (!without.isEmpty()) {
            problems.add(Problem.error(
                    "table-without-wave",
                    without.get(0),
                    "Cannot find a wave for " + without.size() + (without.size() == 1 ? " table: " : " tables: ")
                            + FewNames.of(without, NAMED) + ": no list of " + SETTING + " means "
                            + (without.size() == 1 ? "it" : "them"),
                    "Add them to a list, or a last list [\"*\"] for all others"));
        }
        if (!problems.isEmpty()) {
            throw new SternaException(Category.CONFIGURATION, problems, null);
        }
        return numbers;
    }

    private void warn(WaveKeys keys, Map<TableName, Integer> numbers, List<Problem> warnings) {
        for (int wave = 1; wave <= settings.tables().size(); wave++) {
            if (!numbers.containsValue(wave)) {
                warnings.add(Problem.warning(
                        "wave-empty",
                        null,
                        "Wave " + wave + " has no table: those that its list of " + SETTING
                                + " means are in earlier waves, or not in the plan",
                        "Correct the list, or take it out"));
            }
        }
        for (List<TableName> group : keys.groups()) {
            TreeSet<Integer> waves =
                    new TreeSet<>(group.stream().map(numbers::get).toList());
            if (waves.size() > 1) {
                warnings.add(Problem.warning(
                        "circle-in-waves",
                        group.get(0).toString(),
                        "Tables that refer to each other in a circle are in different waves ("
                                + String.join(
                                        ", ",
                                        waves.stream().map(String::valueOf).toList()) + "): "
                                + FewNames.of(
                                        group.stream()
                                                .sorted()
                                                .map(TableName::toString)
                                                .toList(),
                                        NAMED),
                        "Their foreign keys are made with the last of these waves; put the tables into one list of "
                                + SETTING + " if rows of one are no use without the others"));
            }
        }
    }
}
