package dev.sterna.transfer;

import dev.sterna.migration.Database;

/**
 * How many connections may be open to one side at a time, and how many of them somebody holds already: the connection of
 * the run's lock, or that which keeps a view open.
 *
 * @param most as the settings say
 */
public record ConnectionBudget(int most, int held) {

    /** Of a side to which nobody holds a connection. */
    public static ConnectionBudget of(Database database) {
        return new ConnectionBudget(database.settings().maxConnections(), 0);
    }

    /** The same, with so many more held. */
    public ConnectionBudget holding(int more) {
        return new ConnectionBudget(most, held + more);
    }

    /** How many may still be opened; at least one, without which nothing would go on. */
    public int free() {
        return Math.max(1, most - held);
    }

    /** How many of them so many pieces of work can use. */
    public int free(int pieces) {
        return Math.max(1, Math.min(free(), pieces));
    }
}
