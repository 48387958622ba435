package dev.sterna.fidelity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sterna.app.Migration;
import dev.sterna.fidelity.LiteralTables.OneType;
import dev.sterna.fidelity.Witness.View;
import dev.sterna.testing.TestDatabase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/** What the servers say after a migration of all literals, held against what must have become of each. */
final class Passage {
    private final TestDatabase source;
    private final TestDatabase target;
    private final Migration migration;
    private final JsonNode result;
    private final Refusals refusals;
    private final View view;
    private final List<String> faults = new ArrayList<>();

    /** @param result of the run */
    Passage(TestDatabase source, TestDatabase target, Migration migration, JsonNode result) {
        this.source = source;
        this.target = target;
        this.result = result;
        this.migration = migration;
        this.refusals = Refusals.read(migration.file("rejects"));
        boolean alike = source.engine() == target.engine();
        this.view = alike ? View.OCTETS : View.TEXT;
    }

    Migration migration() {
        return migration;
    }

    /** What a target must show of a literal: what the source shows, or a text of its own, which may be NULL. */
    record Seen(boolean asBefore, String text) {
        static Seen of(Fate.Arrives fate) {
            return new Seen(fate.text() == null, fate.text());
        }

        private String in(Map<Integer, String> before, int id) {
            return asBefore ? before.get(id) : Witness.shortened(text);
        }
    }

    /** What a target must hold of a literal under a run's policies. */
    interface Expectation {
        /** Null: the row is not there. */
        Seen of(Literal literal);
    }

    /** Whatever was not as it must be, a line each. */
    List<String> faults() {
        return faults;
    }

    /** Compares the values of one type; returns what its column has become. */
    String type(OneType one, Expectation expectation) {
        Map<Integer, String> before = Witness.column(source, one.table(), one.column(), view);
        Map<Integer, String> after = Witness.column(target, one.table(), one.column(), view);
        String type = after.remove(-1);
        if (view == View.OCTETS && one.type().mapped().get(target.engine()) == null) {
            same(one.column() + ": type", before.get(-1), type);
        }
        Map<Integer, String> expected = new LinkedHashMap<>();
        // Rows of other types have nothing here.
        after.keySet().stream().filter(id -> !one.has(id)).forEach(id -> expected.put(id, null));
        expected.put(0, null);
        for (int i = 0; i < one.literals().size(); i++) {
            Seen seen = expectation.of(one.literals().get(i));
            if (seen != null) {
                expected.put(one.id(i), seen.in(before, one.id(i)));
            }
        }
        compare(
                one.column(),
                expected,
                after,
                id -> one.has(id) ? one.literal(id).shown() : "NULL");
        return type;
    }

    /** Compares all columns of the wide table, every value of which arrives. */
    void wide(List<OneType> columns) {
        for (OneType column : columns) {
            Map<Integer, String> before = Witness.column(source, LiteralTables.WIDE, column.column(), view);
            Map<Integer, String> after = Witness.column(target, LiteralTables.WIDE, column.column(), view);
            after.remove(-1);
            Map<Integer, String> expected = new LinkedHashMap<>();
            before.forEach((id, text) -> {
                if (id > 0) {
                    Fate fate = LiteralTables.inWide(column, id).fate(source.engine(), target.engine());
                    expected.put(id, Seen.of((Fate.Arrives) fate).in(before, id));
                }
            });
            expected.put(0, null);
            compare(LiteralTables.WIDE + "." + column.column(), expected, after, String::valueOf);
        }
    }

    /**
     * Compares what the run says of a table with what is there: why rows were refused, and what the diff has found.
     *
     * @param forgiven literals that became something else, as was declared
     */
    void diff(String table, List<OneType> types, Predicate<Literal> forgiven) {
        long missing = 0;
        long lossy = 0;
        for (OneType one : types) {
            for (int i = 0; i < one.literals().size(); i++) {
                Literal literal = one.literals().get(i);
                boolean told = literal.fate(source.engine(), target.engine()) instanceof Fate.Arrives arrives
                        && arrives.forgiven();
                if (told || forgiven.test(literal)) {
                    lossy++;
                } else if (literal.fate(source.engine(), target.engine()) instanceof Fate.Refused refused) {
                    missing++;
                    same(
                            one.column() + " " + literal.shown() + ": refusal",
                            refused.code(),
                            refusals.code(table, one.id(i)));
                }
            }
        }
        JsonNode report = report(result, table);
        JsonNode diff = report == null ? null : report.get("diff");
        if (diff == null || diff.isNull()) {
            faults.add(table + ": not compared");
            return;
        }
        same(table + ": rejected rows", missing, report.path("rejectedRows").asLong());
        same(table + ": diff missing", missing, diff.get("missing").asLong());
        same(table + ": diff extra", 0L, diff.get("extra").asLong());
        same(table + ": diff changed", 0L, diff.get("changed").asLong());
        same(table + ": diff identical", missing == 0, diff.get("identical").asBoolean());
        same(table + ": diff forgiven", lossy, diff.get("forgiven").asLong());
    }

    private static JsonNode report(JsonNode result, String table) {
        for (JsonNode report : result.get("tables")) {
            if (report.get("name").asText().endsWith("." + table)) {
                return report;
            }
        }
        return null;
    }

    private interface Naming {
        String of(int id);
    }

    private void compare(String what, Map<Integer, String> expected, Map<Integer, String> found, Naming naming) {
        expected.forEach((id, text) -> {
            if (!found.containsKey(id)) {
                faults.add(what + " " + naming.of(id) + ": did not arrive");
            } else {
                same(what + " " + naming.of(id), text, found.get(id));
            }
        });
        found.keySet().stream()
                .filter(id -> !expected.containsKey(id))
                .forEach(id -> faults.add(what + " " + naming.of(id) + ": arrived as " + found.get(id)));
    }

    private void same(String what, Object expected, Object found) {
        if (!Objects.equals(expected, found)) {
            faults.add(what + ": expected <" + expected + ">, found <" + found + ">");
        }
    }
}
