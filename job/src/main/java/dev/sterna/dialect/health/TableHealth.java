package dev.sterna.dialect.health;

import dev.sterna.model.TableName;
import java.time.Instant;

/**
 * A table with its partitions.
 *
 * @param rows as the server estimates them
 * @param deadRows versions of rows that nobody sees any more and that still take room, by the server's count; null where it has none
 * @param bytes of all that belongs to it, indexes included
 * @param freeBytes of those which the file has and no row uses; null where the server does not tell
 * @param statistics null when the server does not tell this user
 * @param reclaim the statement that gives back what dead rows or free room take
 */
public record TableHealth(
        TableName name,
        long rows,
        Long deadRows,
        long bytes,
        long indexBytes,
        Long freeBytes,
        Statistics statistics,
        String reclaim) {

    /**
     * What queries of it are planned by.
     *
     * @param made when; null for never
     * @param changedRows rows that changed since; null where nobody counts
     */
    public record Statistics(Instant made, Long changedRows) {}
}
