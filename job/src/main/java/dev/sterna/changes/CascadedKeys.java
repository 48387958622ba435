package dev.sterna.changes;

import dev.sterna.compare.TablePair;
import dev.sterna.dialect.log.Cascade;
import dev.sterna.dialect.rows.RowSet;
import dev.sterna.digest.RowHash;
import dev.sterna.jdbc.Lane;
import dev.sterna.jdbc.View;
import dev.sterna.migration.Database;
import dev.sterna.model.Side;
import dev.sterna.model.Slice;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Deferral;
import dev.sterna.model.schema.ForeignKey;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the rows that foreign keys may have changed at the source without a word in its log: those that refer to a row which
 * changed, and those that refer to these. They are looked for on both sides, because what was removed is only in the target.
 */
public final class CascadedKeys implements AutoCloseable {
    /** Keys that refer to each other in a ring would go on for ever. */
    private static final int DEEPEST = 30;

    private static final int FETCHED = 1000;

    /** So many rows are fetched at a time, unless they refer to one parent. */
    private static final int FEW_ROWS = 20_000;

    private final List<Cascade> cascades;
    private final Map<TableName, ChangedTable> tables;
    private final Map<Side, Database> asked = new EnumMap<>(Side.class);
    private final Map<Side, Lane> lanes = new EnumMap<>(Side.class);

    /**
     * @param cascades whose columns of the parent are in its key
     * @param tables by the source's names; parents and children of all cascades are among them
     */
    public CascadedKeys(List<Cascade> cascades, Map<TableName, ChangedTable> tables) {
        this.cascades = List.copyOf(cascades);
        this.tables = Map.copyOf(tables);
    }

    /** Whether there is anything to find. */
    public boolean areThere(Collection<TableName> changed) {
        return cascades.stream().anyMatch(cascade -> changed.contains(cascade.parent()));
    }

    /**
     * The changed keys, and those that follow from them, by generations, the youngest first. In this order they are to be
     * brought, each generation only when the one before is in: by the target's rows of a child its own children are found, also by
     * who begins anew in between.
     */
    public List<Map<TableName, Set<List<String>>>> generations(Map<TableName, Set<List<String>>> changed, Sight sight) {
        List<Map<TableName, Set<List<String>>>> generations = new ArrayList<>(List.of(changed));
        Map<TableName, Set<List<String>>> youngest = changed;
        Set<Map.Entry<TableName, List<String>>> known = new HashSet<>();
        add(changed, known);
        while (areThere(youngest.keySet()) && generations.size() < DEEPEST) {
            Map<TableName, Set<List<String>>> next = children(youngest, sight);
            if (next.isEmpty()) {
                break;
            }
            boolean anyNew = add(next, known);
            generations.add(0, next);
            youngest = next;
            if (!anyNew && generations.size() > tables.size()) {
                break;
            }
        }
        return generations;
    }

    private static boolean add(Map<TableName, Set<List<String>>> keys, Set<Map.Entry<TableName, List<String>>> known) {
        boolean any = false;
        for (Map.Entry<TableName, Set<List<String>>> table : keys.entrySet()) {
            for (List<String> key : table.getValue()) {
                any |= known.add(Map.entry(table.getKey(), key));
            }
        }
        return any;
    }

    private Map<TableName, Set<List<String>>> children(Map<TableName, Set<List<String>>> parents, Sight sight) {
        Map<TableName, Set<List<String>>> children = new LinkedHashMap<>();
        for (Cascade cascade : cascades) {
            Set<List<String>> keys = parents.getOrDefault(cascade.parent(), Set.of());
            if (!keys.isEmpty()) {
                Set<List<String>> found = children(cascade, List.copyOf(keys), sight);
                if (!found.isEmpty()) {
                    children.computeIfAbsent(cascade.child(), name -> new LinkedHashSet<>())
                            .addAll(found);
                }
            }
        }
        return children;
    }

    private Set<List<String>> children(Cascade cascade, List<List<String>> keys, Sight sight) {
        ChangedTable child = tables.get(cascade.child());
        Set<List<String>> changed = new LinkedHashSet<>();
        children(child, cascade.childColumns(), values(cascade, keys), sight, changed);
        return changed;
    }

    /**
     * Adds the keys of rows that refer to one of these values on one side, and are not there, or not the same, on the other. Most
     * changes of a parent touch no child, however many it has: so sums of hashes are asked for first.
     */
    private void children(
            ChangedTable child,
            List<String> columns,
            List<List<String>> values,
            Sight sight,
            Set<List<String>> changed) {
        RowSet source = child.pair().source();
        RowSet target = child.pair().target();
        List<String> targetColumns = inTarget(child, columns);
        Total there = total(child.source(), sight, source, child.hash(), columns, values);
        Total here = total(child.target(), Sight.PRESENT, target, child.hash(), targetColumns, values);
        if (there.hashed() && there.equals(here)) {
            return;
        }
        int half = values.size() / 2;
        if (half > 0 && there.rows() + here.rows() > FEW_ROWS) {
            children(child, columns, values.subList(0, half), sight, changed);
            children(child, columns, values.subList(half, values.size()), sight, changed);
            return;
        }
        Map<List<String>, Long> known = find(child.source(), sight, source, child.hash(), columns, values, null);
        find(child.target(), Sight.PRESENT, target, child.hash(), targetColumns, values, null)
                .forEach((key, hash) -> {
                    Long other = known.remove(key);
                    if (other == null || hash == null || !other.equals(hash)) {
                        changed.add(key);
                    }
                });
        changed.addAll(known.keySet());
    }

    /** Count and sum of hashes of rows; of no sum where the server could not hash all of them. */
    private record Total(long rows, BigDecimal sum, boolean hashed) {
        static final Total NONE = new Total(0, BigDecimal.ZERO, true);

        Total plus(Total other) {
            return new Total(rows + other.rows, sum.add(other.sum), hashed && other.hashed);
        }

        static Total of(ResultSet answer) throws SQLException {
            answer.next();
            BigDecimal sum = answer.getBigDecimal(3);
            return new Total(
                    answer.getLong(1),
                    sum == null ? BigDecimal.ZERO : sum.setScale(0),
                    answer.getLong(2) == answer.getLong(1));
        }
    }

    private Total total(
            Database database,
            Sight sight,
            RowSet rows,
            RowHash hash,
            List<String> columns,
            List<List<String>> values) {
        return under(database, sight, rows, lane -> {
            Total total = Total.NONE;
            for (String condition : conditions(database, rows, columns, values)) {
                String sql = database.dialect().digests().digest(rows.withFurther(condition), hash);
                total = total.plus(lane.query(sql, 0, Total::of));
            }
            return total;
        });
    }

    /**
     * Rows of the target that refer to one of these which is not there. That is so where a row was read before another transaction
     * removed it, and the one that it refers to after that.
     */
    public Map<TableName, Set<List<String>>> orphans(Map<TableName, Set<List<String>>> parents) {
        Map<TableName, Set<List<String>>> orphans = new LinkedHashMap<>();
        for (Cascade cascade : cascades) {
            Set<List<String>> keys = parents.getOrDefault(cascade.parent(), Set.of());
            if (!keys.isEmpty()) {
                orphans(cascade, values(cascade, List.copyOf(keys)), orphans);
            }
        }
        return orphans;
    }

    /** The same, whatever they refer to. */
    public Map<TableName, Set<List<String>>> orphans() {
        Map<TableName, Set<List<String>>> orphans = new LinkedHashMap<>();
        cascades.forEach(cascade -> orphans(cascade, null, orphans));
        return orphans;
    }

    private void orphans(Cascade cascade, List<List<String>> values, Map<TableName, Set<List<String>>> orphans) {
        ChangedTable child = tables.get(cascade.child());
        ChangedTable parent = tables.get(cascade.parent());
        List<String> columns = inTarget(child, cascade.childColumns());
        ForeignKey key = new ForeignKey(
                "",
                columns,
                parent.targetTable().name(),
                inTarget(parent, cascade.parentColumns()),
                ForeignKey.Action.NO_ACTION,
                ForeignKey.Action.NO_ACTION,
                false,
                Deferral.NOT_DEFERRABLE,
                true,
                List.of(),
                null);
        String orphan = child.target().dialect().valueProbe().orphan(child.targetTable(), key);
        Set<List<String>> found = find(
                        child.target(), Sight.PRESENT, keysOf(child).target(), child.hash(), columns, values, orphan)
                .keySet();
        if (!found.isEmpty()) {
            orphans.computeIfAbsent(cascade.child(), name -> new LinkedHashSet<>())
                    .addAll(found);
        }
    }

    /** The values that a child has of the parent's keys, in the order of its columns. */
    private List<List<String>> values(Cascade cascade, List<List<String>> keys) {
        List<String> key = tables.get(cascade.parent()).pair().key();
        int[] places = cascade.parentColumns().stream().mapToInt(key::indexOf).toArray();
        return keys.stream()
                .map(one -> Arrays.stream(places).mapToObj(one::get).toList())
                .distinct()
                .toList();
    }

    private static TablePair keysOf(ChangedTable table) {
        return table.pair().withColumns(table.pair().key());
    }

    private static List<String> inTarget(ChangedTable table, List<String> columns) {
        return columns.stream().map(table.pair().targetNames()::get).toList();
    }

    /**
     * The keys of rows, and their hashes, which may be null.
     *
     * @param values that the columns have; null for any
     * @param further a condition, or null
     */
    private Map<List<String>, Long> find(
            Database database,
            Sight sight,
            RowSet rows,
            RowHash hash,
            List<String> columns,
            List<List<String>> values,
            String further) {
        List<String> conditions = values == null
                ? List.of(further)
                : conditions(database, rows, columns, values).stream()
                        .map(one -> further == null ? one : one + " AND " + further)
                        .toList();
        return under(database, sight, rows, lane -> {
            Map<List<String>, Long> found = new LinkedHashMap<>();
            for (String condition : conditions) {
                String sql = database.dialect().digests().hashedRows(rows.withFurther(condition), hash);
                lane.query(sql, FETCHED, answer -> {
                    HashedTexts texts = new HashedTexts(answer, rows);
                    while (answer.next()) {
                        long rowHash = answer.getLong(2);
                        found.put(texts.of(rows.key()), answer.wasNull() ? null : rowHash);
                    }
                    return null;
                });
            }
            return found;
        });
    }

    private static List<String> conditions(
            Database database, RowSet rows, List<String> columns, List<List<String>> values) {
        return database.dialect().sql().inStatements(new Slice.Keys(columns, values)).stream()
                .map(part -> "(" + database.dialect().sql().predicate(rows.table(), part) + ")")
                .toList();
    }

    /** Asks in a transaction that sees what is to be seen. */
    private <T> T under(Database database, Sight sight, RowSet rows, Question<T> question) {
        return database.attempt(
                "look for rows that a foreign key has changed", rows.table().name(), () -> {
                    Lane lane = lane(database);
                    try {
                        sight.begin(lane.connection());
                        return question.on(lane);
                    } finally {
                        lane.refresh();
                    }
                });
    }

    private interface Question<T> {
        T on(Lane lane) throws SQLException;
    }

    /** One connection a side, as long as it serves. */
    private Lane lane(Database database) {
        if (!database.equals(asked.get(database.side()))) {
            Lane former = lanes.remove(database.side());
            if (former != null) {
                former.close();
            }
            asked.put(database.side(), database);
        }
        return lanes.computeIfAbsent(database.side(), side -> database.lane(View.PRESENT));
    }

    @Override
    public void close() {
        lanes.values().forEach(Lane::close);
        lanes.clear();
    }
}
