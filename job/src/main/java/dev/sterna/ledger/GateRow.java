package dev.sterna.ledger;

import java.time.Duration;

/**
 * What a gate came to when it was looked at last.
 *
 * @param found what was wrong, 0 where it passed
 * @param looked at what, in words
 * @param planHash of the plan that it was looked at under: with another one it is stale
 * @param position where the source's log ended when the look began, as {@link dev.sterna.model.LogPosition} writes it; null
 *     where the source does not tell. Of a drill, which asks no source, the backup that it was of
 * @param age by the target's clock
 */
public record GateRow(
        String gate, boolean passed, long found, String looked, String planHash, String position, Duration age) {}
