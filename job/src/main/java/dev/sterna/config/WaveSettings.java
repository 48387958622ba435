package dev.sterna.config;

import java.util.List;

/**
 * How a phased migration cuts its tables into waves.
 *
 * @param count how many waves are made where no lists are given
 * @param tables for each wave the globs of its tables, a table in the first that means it; empty: the waves are made from
 *     the foreign keys
 * @param source whether rows of a wave's tables change while it is brought
 */
public record WaveSettings(int count, List<List<String>> tables, Source source) {
    /** As reference.conf has them. */
    public static final WaveSettings DEFAULT = new WaveSettings(3, List.of(), Source.QUIET);

    public WaveSettings {
        tables = tables.stream().map(List::copyOf).toList();
    }

    /** What becomes of the rows of a wave's tables while it is brought. */
    public enum Source {
        QUIET,
        LIVE
    }

    /** Whether somebody says which tables are in which wave. */
    public boolean isByHand() {
        return !tables.isEmpty();
    }
}
