package dev.sterna.sync;

import dev.sterna.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * An application that writes all that makes following hard: keys that change, unique values that are swapped, transactions that
 * are large or rolled back, foreign keys that act, rows without a key. Its statements are SQL of all engines.
 */
final class FollowWorkload implements Runnable {
    static final List<String> TABLES = List.of("item", "pair", "parent", "child", "grandchild", "note");

    static final String[] CREATE = {
        "CREATE TABLE item (id int PRIMARY KEY, name varchar(40), price decimal(10,2), u int UNIQUE)",
        "CREATE TABLE pair (a int NOT NULL, b varchar(10) NOT NULL, v int, PRIMARY KEY (a, b))",
        "CREATE TABLE parent (id int PRIMARY KEY, v int)",
        "CREATE TABLE child (id int PRIMARY KEY, parent_id int, v int, FOREIGN KEY (parent_id) REFERENCES parent (id)"
                + " ON DELETE CASCADE ON UPDATE CASCADE)",
        "CREATE TABLE grandchild (id int PRIMARY KEY, child_id int, v int, FOREIGN KEY (child_id) REFERENCES child (id)"
                + " ON DELETE CASCADE)",
        "CREATE TABLE note (n int, t varchar(20))",
        numbered("item", 300, "i, concat('item ', i), i * 0.25, i"),
        numbered("pair", 100, "i % 10, concat('b', i), i"),
        numbered("parent", 60, "i, i"),
        numbered("child", 240, "i, i % 60 + 1, i"),
        numbered("grandchild", 480, "i, i % 240 + 1, i"),
        numbered("note", 100, "i % 30, concat('t', i % 30)")
    };

    private static final long NANOS_BETWEEN = 300_000;

    private final TestDatabase source;
    private final Random random;
    private int next = 1000;
    private long statements;
    private volatile boolean ended;

    FollowWorkload(TestDatabase source, Random random) {
        this.source = source;
        this.random = random;
    }

    static String numbered(String table, int rows, String expressions) {
        return "INSERT INTO " + table + " WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < "
                + rows + ") SELECT " + expressions + " FROM r";
    }

    void end() {
        ended = true;
    }

    long statements() {
        return statements;
    }

    @Override
    public void run() {
        try (Connection connection = source.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            while (!ended) {
                if (!steps(statement) || random.nextInt(12) == 0) {
                    connection.rollback();
                } else {
                    connection.commit();
                }
                LockSupport.parkNanos(NANOS_BETWEEN);
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
    void large() {
        source.execute(
                "INSERT INTO item WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < 900)"
                        + " SELECT 1000000 + x.i * 1000 + y.i, 'large', 1, NULL FROM r x, r y WHERE x.i <= 24 AND y.i <= 900",
                "DELETE FROM item WHERE id > 1005000 AND id < 1008000");
    }

    private void step(Statement statement) throws SQLException {
        statements++;
        int id = 1 + random.nextInt(320);
        switch (random.nextInt(14)) {
            case 0, 1 -> {
                next++;
                statement.execute("INSERT INTO item VALUES (" + next + ", 'new', 1, NULL)");
            }
            case 2, 3, 4 ->
                statement.execute(
                        "UPDATE item SET price = price + 0.25, name = 'n" + random.nextInt(9) + "' WHERE id = " + id);
            case 5 ->
                statement.execute("DELETE FROM item WHERE id = " + (1000 + random.nextInt(Math.max(1, next - 1000))));
            case 6 -> {
                next++;
                statement.execute("UPDATE item SET id = " + (500_000 + next) + " WHERE id = " + id);
                statement.execute("UPDATE item SET id = " + id + " WHERE id = " + (500_000 + next - random.nextInt(2)));
            }
            case 7 -> swap(statement, id, 1 + random.nextInt(320));
            case 8 -> statement.execute("UPDATE pair SET v = v + 1 WHERE a = " + random.nextInt(10));
            case 9 -> {
                next++;
                statement.execute("INSERT INTO parent VALUES (" + next + ", 0)");
                statement.execute("INSERT INTO child VALUES (" + next + ", " + next + ", 0)");
                statement.execute("INSERT INTO grandchild VALUES (" + next + ", " + next + ", 0)");
            }
            case 10 -> statement.execute("DELETE FROM parent WHERE id = " + (random.nextBoolean() ? id : next));
            case 11 -> {
                next++;
                statement.execute("UPDATE parent SET id = " + next + " WHERE id = " + (1000 + random.nextInt(next)));
            }
            case 12 -> {
                statement.execute("INSERT INTO note VALUES (" + random.nextInt(30) + ", 'new')");
                statement.execute("UPDATE note SET t = 'other' WHERE n = " + random.nextInt(30));
            }
            default -> statement.execute("DELETE FROM child WHERE id = " + id);
        }
    }

    private static void swap(Statement statement, int one, int other) throws SQLException {
        if (one != other) {
            statement.execute("UPDATE item SET u = NULL WHERE u IN (" + one + ", " + other + ") OR id IN (" + one + ", "
                    + other + ")");
            statement.execute("UPDATE item SET u = " + other + " WHERE id = " + one);
            statement.execute("UPDATE item SET u = " + one + " WHERE id = " + other);
        }
    }
}
