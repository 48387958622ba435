package dev.sterna.config;

import java.util.List;

/**
 * How a phased migration cuts its tables into waves.
 *
 * @param count how many waves are made where no lists are given
 * @param tables for each wave the globs of its tables, a table in the first that means it; empty: the waves are made from
 *     the foreign keys
 */
public record WaveSettings(int count, List<List<String>> tables) {
    /** As reference.conf has them. */
    public static final WaveSettings DEFAULT = new WaveSettings(3, List.of());

    public WaveSettings {
        tables = tables.stream().map(List::copyOf).toList();
    }

    /** Whether somebody says which tables are in which wave. */
    public boolean isByHand() {
        return !tables.isEmpty();
    }
}
