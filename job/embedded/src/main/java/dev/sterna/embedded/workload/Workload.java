package dev.sterna.embedded.workload;

import dev.sterna.embedded.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * An application that writes all that makes following hard: keys that change, unique values that are swapped, transactions that
 * are large or rolled back, foreign keys that act, rows without a key. Several of them may write at a time.
 */
public final class Workload implements Runnable {
    /** Beyond all keys that are given one by one. */
    private static final int MOVED = 500_000_000;

    private static final int LARGE = 900_000_000;

    private final Database source;
    private final ShopTables tables;
    private final Random random;
    private final double perSecond;
    private final int first;
    private int next;
    private long pending;
    private volatile long statements;
    private volatile long changes;
    private volatile long lastCommit;
    private volatile boolean ended;

    /**
     * @param number of the writer, from 0, at most 300: each makes keys of its own
     * @param perSecond how many rows it changes in a second, unless that is more than the server takes
     */
    public Workload(Database source, ShopTables tables, Random random, int number, double perSecond) {
        this.source = source;
        this.tables = tables;
        this.random = random;
        this.perSecond = perSecond;
        this.first = Math.max(1000, tables.items() * 10) + number * 1_000_000;
        this.next = first;
    }

    /** Lets it end with the transaction it is in. */
    public void end() {
        ended = true;
    }

    /** How many statements it has given by now, those that were refused too. */
    public long statements() {
        return statements;
    }

    /** How many rows its commits have changed by now, without those that foreign keys changed. */
    public long changes() {
        return changes;
    }

    /** When its last commit was through, by {@link System#nanoTime()}. */
    public long lastCommit() {
        return lastCommit;
    }

    @Override
    public void run() {
        try (Connection connection = source.connect(Map.of());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            long began = System.nanoTime();
            while (!ended) {
                pending = 0;
                if (!steps(statement) || random.nextInt(12) == 0) {
                    connection.rollback();
                } else {
                    connection.commit();
                    lastCommit = System.nanoTime();
                    changes += pending;
                }
                LockSupport.parkNanos(began + (long) (changes / perSecond * 1e9) - System.nanoTime());
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Some statements; false when one failed, as where a key is there already. */
    private boolean steps(Statement statement) {
        int count = 1 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            try {
                step(statement);
            } catch (SQLException refused) {
                return false;
            }
        }
        return true;
    }

    /** More rows than a cycle has room for, in one transaction, of which not all are in the end what they were at first. */
    public void large() {
        try (Connection connection = source.connect(Map.of());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(ShopTables.numbered("item", 21_600, LARGE + " + i, 'large', 1, NULL"));
            statement.execute("DELETE FROM item WHERE id > " + (LARGE + 5000) + " AND id < " + (LARGE + 8000));
            connection.commit();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void change(Statement statement, String sql) throws SQLException {
        pending += statement.executeUpdate(sql);
    }

    private void step(Statement statement) throws SQLException {
        statements++;
        int id = anyItem();
        switch (random.nextInt(14)) {
            case 0, 1 -> {
                next++;
                change(statement, "INSERT INTO item VALUES (" + next + ", 'new', 1, NULL)");
            }
            case 2, 3, 4 ->
                change(
                        statement,
                        "UPDATE item SET price = price + 0.25, name = 'n" + random.nextInt(9) + "' WHERE id = " + id);
            case 5 -> change(statement, "DELETE FROM item WHERE id = " + anyNew());
            case 6 -> {
                next++;
                change(statement, "UPDATE item SET id = " + (MOVED + next) + " WHERE id = " + id);
                change(statement, "UPDATE item SET id = " + id + " WHERE id = " + (MOVED + next - random.nextInt(2)));
            }
            case 7 -> swap(statement, id, anyItem());
            case 8 -> change(statement, "UPDATE pair SET v = v + 1 WHERE a = " + random.nextInt(tables.groups()));
            case 9 -> {
                next++;
                change(statement, "INSERT INTO parent VALUES (" + next + ", 0)");
                change(statement, "INSERT INTO child VALUES (" + next + ", " + next + ", 0)");
                change(statement, "INSERT INTO grandchild VALUES (" + next + ", " + next + ", 0)");
            }
            case 10 ->
                change(statement, "DELETE FROM parent WHERE id = " + (random.nextBoolean() ? anyParent() : next));
            case 11 -> {
                next++;
                change(statement, "UPDATE parent SET id = " + next + " WHERE id = " + anyNew());
            }
            case 12 -> {
                change(statement, "INSERT INTO note VALUES (" + random.nextInt(tables.notes()) + ", 'new')");
                change(statement, "UPDATE note SET t = 'other' WHERE n = " + random.nextInt(tables.notes()));
            }
            default -> change(statement, "DELETE FROM child WHERE id = " + (1 + random.nextInt(4 * tables.parents())));
        }
    }

    private int anyItem() {
        return 1 + random.nextInt(tables.items() + 20);
    }

    private int anyParent() {
        return 1 + random.nextInt(tables.parents());
    }

    /** A key that this writer has given, not long ago as often as not. */
    private int anyNew() {
        int given = Math.max(1, next - first);
        return next - random.nextInt(random.nextBoolean() ? Math.min(given, 50) : given);
    }

    private void swap(Statement statement, int one, int other) throws SQLException {
        if (one != other) {
            change(
                    statement,
                    "UPDATE item SET u = NULL WHERE u IN (" + one + ", " + other + ") OR id IN (" + one + ", " + other
                            + ")");
            change(statement, "UPDATE item SET u = " + other + " WHERE id = " + one);
            change(statement, "UPDATE item SET u = " + one + " WHERE id = " + other);
        }
    }
}
