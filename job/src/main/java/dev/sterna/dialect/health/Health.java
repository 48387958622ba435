package dev.sterna.dialect.health;

import java.time.Instant;
import java.util.List;

/**
 * How a database was doing when it was asked.
 *
 * @param countedSince since when uses of indexes are counted; null when nobody knows
 * @param invalid constraints that not all rows are held to
 * @param headroom of whatever counts up to a limit
 * @param untold what the server does not tell this user, with what would let it, in words
 */
public record Health(
        List<TableHealth> tables,
        List<IndexHealth> indexes,
        Instant countedSince,
        List<InvalidConstraint> invalid,
        List<Headroom> headroom,
        Connections connections,
        List<String> untold) {
    public Health {
        tables = List.copyOf(tables);
        indexes = List.copyOf(indexes);
        invalid = List.copyOf(invalid);
        headroom = List.copyOf(headroom);
        untold = List.copyOf(untold);
    }
}
