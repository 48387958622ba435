package dev.sterna.dialect.postgres.catalog;

import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.error.FewNames;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.Sequence;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Sequences with the value that each gives next. */
final class SequenceReader {
    /** So many sequences are asked in one statement. */
    private static final int BATCH = 500;

    private static final int NAMED = 3;

    private final CatalogueQueries queries;

    SequenceReader(CatalogueQueries queries) {
        this.queries = queries;
    }

    /** For whom it is enough which columns count: without the values that only the sequences themselves tell. */
    List<Found> withoutNext() throws SQLException {
        List<Found> found = new ArrayList<>();
        queries.each(
                "sequences.sql",
                List.of(ObjectKind.SEQUENCE),
                row -> found.add(found(row, CatalogueQueries.name(row), false)));
        return found;
    }

    List<Found> read() throws SQLException {
        List<Found> found = new ArrayList<>();
        Map<TableName, Integer> untold = new HashMap<>();
        Map<String, List<String>> hidden = new TreeMap<>();
        queries.each("sequences.sql", List.of(ObjectKind.SEQUENCE), row -> {
            TableName name = CatalogueQueries.name(row);
            boolean told = row.getObject("is_called") != null;
            if (!row.getBoolean("readable") && !told) {
                hidden.computeIfAbsent(name.schema(), schema -> new ArrayList<>())
                        .add(name.toString());
            } else if (!told) {
                untold.put(name, found.size());
            }
            found.add(found(row, name, told));
        });
        ask(untold, found);
        for (Map.Entry<String, List<String>> schema : hidden.entrySet()) {
            queries.addBlind(ObjectKind.SEQUENCE, hiddenText(schema.getValue()), remedy(schema.getKey()));
        }
        return found;
    }

    private static Found found(ResultSet row, TableName name, boolean told) throws SQLException {
        String table = row.getString("table");
        Sequence sequence = new Sequence(
                name,
                row.getString("type"),
                number(row, "start"),
                number(row, "increment"),
                number(row, "least"),
                number(row, "greatest"),
                row.getLong("cache"),
                row.getBoolean("cycle"),
                null,
                table == null ? null : new TableName(row.getString("table_schema"), table),
                row.getString("column"),
                row.getString("comment"));
        BigInteger next = told ? next(sequence, number(row, "last_value"), row.getBoolean("is_called")) : null;
        return new Found(sequence.withNext(next), "i".equals(row.getString("linked")), row.getBoolean("asked"));
    }

    /** What only the sequence itself tells: whether its value was given already or is the one to give next. */
    private void ask(Map<TableName, Integer> untold, List<Found> found) throws SQLException {
        List<TableName> names = new ArrayList<>(untold.keySet());
        for (int from = 0; from < names.size(); from += BATCH) {
            List<TableName> batch = names.subList(from, Math.min(names.size(), from + BATCH));
            String sql = batch.stream()
                    .map(name ->
                            "SELECT " + untold.get(name) + ", last_value, is_called FROM " + Literals.qualified(name))
                    .collect(Collectors.joining(" UNION ALL "));
            try (Statement statement = queries.connection().createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                while (row.next()) {
                    Found one = found.get(row.getInt(1));
                    BigInteger next = next(one.sequence, BigInteger.valueOf(row.getLong(2)), row.getBoolean(3));
                    found.set(row.getInt(1), new Found(one.sequence.withNext(next), one.ofIdentity, one.asked));
                }
            }
        }
    }

    /** Beyond the limit when the sequence is used up. */
    private static BigInteger next(Sequence sequence, BigInteger last, boolean called) {
        if (!called) {
            return last;
        }
        BigInteger next = last.add(sequence.increment());
        boolean over = next.compareTo(sequence.greatest()) > 0 || next.compareTo(sequence.least()) < 0;
        if (over && sequence.cycle()) {
            return sequence.increment().signum() > 0 ? sequence.least() : sequence.greatest();
        }
        return next;
    }

    private static BigInteger number(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? null : new BigInteger(text);
    }

    private static String hiddenText(List<String> names) {
        return "the next value of " + FewNames.of(names, NAMED);
    }

    private String remedy(String schema) throws SQLException {
        String quoted = Literals.identifier(schema);
        return "GRANT USAGE ON SCHEMA " + quoted + " TO " + queries.role()
                + "; GRANT SELECT ON ALL SEQUENCES IN SCHEMA " + quoted + " TO " + queries.role();
    }

    /**
     * A sequence.
     *
     * @param ofIdentity whether it is part of an identity column
     * @param asked whether the default of the column that owns it takes its next value
     */
    record Found(Sequence sequence, boolean ofIdentity, boolean asked) {}
}
