package dev.sterna.changes;

import dev.sterna.dialect.rows.RowChanges.Counts;
import java.util.List;

/** What became of the changed rows of a table. */
public record Brought(Counts counts, List<NotBrought> notBrought) {
    public static final Brought NOTHING = new Brought(Counts.NONE, List.of());

    public Brought {
        notBrought = List.copyOf(notBrought);
    }
}
