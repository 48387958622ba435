package dev.sterna.plan;

import dev.sterna.config.Settings;
import dev.sterna.config.Settings.Strategy;
import dev.sterna.config.Settings.TableSelection;
import dev.sterna.config.ValuePolicy;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The settings that decide what a plan says, by their paths: those by which it was made stand in it. */
final class PlanSettings {
    private static final String TABLES = "sterna.tables.";
    private static final String TYPES = "sterna.types.";

    /** What the paths begin with of the settings that say which table is in which wave. */
    static final String WAVES = "sterna.waves.";

    private PlanSettings() {}

    static Map<String, String> of(Settings settings) {
        Map<String, String> all = new TreeMap<>();
        all.put("sterna.source.schemas", String.join(", ", settings.source().schemas()));
        all.put("sterna.target.schemas", String.join(", ", settings.target().schemas()));
        TableSelection tables = settings.tables();
        all.put(TABLES + "include", String.join(", ", tables.include()));
        all.put(TABLES + "exclude", String.join(", ", tables.exclude()));
        tables.rename().forEach((table, name) -> all.put(TABLES + "rename." + table, name));
        tables.renameColumns().forEach((column, name) -> all.put(TABLES + "rename-columns." + column, name));
        tables.where().forEach((table, condition) -> all.put(TABLES + "where." + table, condition));
        ValuePolicy types = settings.types();
        all.put(TYPES + "on-zero-date", label(types.onZeroDate()));
        all.put(TYPES + "on-nul-character", label(types.onNulCharacter()));
        all.put(TYPES + "on-undecodable", label(types.onUndecodable()));
        all.put(TYPES + "on-not-finite", label(types.onNotFinite()));
        all.put(TYPES + "on-out-of-range", label(types.onOutOfRange()));
        all.put(TYPES + "on-excess-digits", label(types.onExcessDigits()));
        if (settings.strategy() == Strategy.PHASED) {
            if (settings.waves().isByHand()) {
                all.put(WAVES + "tables", settings.waves().tables().toString());
            } else {
                all.put(WAVES + "count", String.valueOf(settings.waves().count()));
            }
        }
        settings.typeMap().forEach((column, type) -> all.put(TYPES + "map." + column, type));
        return all;
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
