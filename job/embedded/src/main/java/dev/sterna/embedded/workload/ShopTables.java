package dev.sterna.embedded.workload;

import java.util.List;

/**
 * The tables that {@link Workload} writes to, in SQL of all engines. {@code note} has no key, and keeps its size.
 *
 * @param items rows of {@code item}, the largest that has no foreign key
 */
public record ShopTables(int items) {
    /** Their names, parents before children. */
    public static final List<String> NAMES = List.of("item", "pair", "parent", "child", "grandchild", "note");

    /** So many levels a server allows that nobody has told otherwise. */
    private static final int LEVELS = 1000;

    /** The statements that make and fill them. */
    public String[] statements() {
        return new String[] {
            "CREATE TABLE item (id int PRIMARY KEY, name varchar(40), price decimal(10,2), u int UNIQUE)",
            "CREATE TABLE pair (a int NOT NULL, b varchar(10) NOT NULL, v int, PRIMARY KEY (a, b))",
            "CREATE TABLE parent (id int PRIMARY KEY, v int)",
            "CREATE TABLE child (id int PRIMARY KEY, parent_id int, v int, FOREIGN KEY (parent_id) REFERENCES parent (id)"
                    + " ON DELETE CASCADE ON UPDATE CASCADE)",
            "CREATE TABLE grandchild (id int PRIMARY KEY, child_id int, v int, FOREIGN KEY (child_id) REFERENCES child (id)"
                    + " ON DELETE CASCADE)",
            "CREATE TABLE note (n int, t varchar(20))",
            numbered("item", items, "i, concat('item ', i), i * 0.25, i"),
            numbered("pair", items / 3, "i % " + groups() + ", concat('b', i), i"),
            numbered("parent", parents(), "i, i"),
            numbered("child", 4 * parents(), "i, i % " + parents() + " + 1, i"),
            numbered("grandchild", 8 * parents(), "i, i % " + 4 * parents() + " + 1, i"),
            numbered("note", notes() * 3, "i % " + notes() + ", concat('t', i % " + notes() + ")")
        };
    }

    /** How many rows there are at first. */
    public long rows() {
        return items + items / 3 + 13L * parents() + 3L * notes();
    }

    int parents() {
        return Math.max(1, items / 5);
    }

    /** Rows of {@code pair} share the first column of their key in so many groups of some ten. */
    int groups() {
        return Math.max(1, items / 30);
    }

    int notes() {
        return Math.max(1, Math.min(3000, items / 10));
    }

    /**
     * Inserts rows numbered from 1.
     *
     * @param rows a million at most
     * @param expressions of {@code i}, one a column
     */
    public static String numbered(String table, int rows, String expressions) {
        return "INSERT INTO " + table + " WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < "
                + Math.min(rows, LEVELS) + "), n(i) AS (SELECT (x.i - 1) * " + LEVELS
                + " + y.i FROM r x CROSS JOIN r y WHERE x.i <= " + (rows + LEVELS - 1) / LEVELS + ") SELECT "
                + expressions
                + " FROM n WHERE i <= " + rows;
    }
}
