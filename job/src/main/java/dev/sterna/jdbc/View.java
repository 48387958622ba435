package dev.sterna.jdbc;

import java.util.List;

/**
 * What the transactions of a lane see.
 *
 * @param shared whether all lanes of this view see the same rows for as long as they are open
 * @param join statements that begin every transaction
 */
public record View(boolean shared, List<String> join) {
    /** Each transaction sees what is committed when it begins. */
    public static final View PRESENT = new View(false, List.of());

    public View {
        join = List.copyOf(join);
    }
}
