package dev.sterna.validate;

import dev.sterna.migration.SchemaComparison.Difference;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.Sequence;
import dev.sterna.model.schema.TableDefinition;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether what numbers rows in the target goes on behind the values that are there, and behind the source's own. */
final class SequenceGate implements Gate {
    static final String NAME = "sequences";

    private static final String NEXT = "next value";

    private final Target target;
    private final String runId;
    private final SourceState state;

    /** @param state of a source that lives it is only asked whether next values are known: the cutover sets them */
    SequenceGate(Target target, String runId, SourceState state) {
        this.target = target;
        this.runId = runId;
        this.state = state;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Finding look() {
        Finding.Wrong wrong = new Finding.Wrong(NAME);
        int counters = 0;
        Map<TableName, Sequence> named = new HashMap<>();
        target.state().present().sequences().forEach(sequence -> named.put(sequence.name(), sequence));
        for (TableDefinition table : target.tables()) {
            for (ColumnDefinition column : table.columns()) {
                Sequence counter = counter(table, column, named);
                if (counter != null) {
                    counters++;
                    look(table.table(), column.column().name(), counter, wrong);
                }
            }
        }
        for (Difference found : target.state().differences()) {
            if (state == SourceState.STANDS && NEXT.equals(found.property())) {
                wrong.add(null, 1, found + ": it is behind the source", remedy());
            }
        }
        return wrong.after(
                Finding.counted(counters, "column") + " that the server numbers, "
                        + (state == SourceState.STANDS
                                ? "and the next value of every sequence"
                                : "whose next values the cutover sets"),
                List.of("sequences that a default or a program alone asks, by the values of columns"));
    }

    private static Sequence counter(TableDefinition table, ColumnDefinition column, Map<TableName, Sequence> named) {
        if (column.identity() != null && column.identity().sequence() != null) {
            Sequence own = column.identity().sequence();
            return own.name() == null ? own : named.getOrDefault(own.name(), own);
        }
        return named.values().stream()
                .filter(sequence -> table.name().equals(sequence.ownedBy())
                        && column.column().name().equals(sequence.ownedByColumn()))
                .findFirst()
                .orElse(null);
    }

    private void look(Table table, String column, Sequence counter, Finding.Wrong wrong) {
        boolean down = counter.increment() != null && counter.increment().signum() < 0;
        String quoted = target.database().dialect().sql().quote(column);
        String rows = target.database().dialect().sql().ownRows(table);
        String what = "the counter of " + table.name() + "." + column;
        if (counter.next() == null) {
            if (target.number(table, "SELECT COUNT(*) FROM (SELECT 1" + rows + " LIMIT 1) d") > 0) {
                wrong.add(
                        target.sourceName(table.name()),
                        1,
                        what + ": this user may not know its next value",
                        "Give the target's user the right to select from its sequences; then: sterna validate");
            }
            return;
        }
        if (state == SourceState.LIVES) {
            return;
        }
        // Counted by the server, because the values may be beyond what a long holds.
        BigInteger next = counter.next();
        long beyond = target.count(table, quoted + (down ? " <= " : " >= ") + next);
        if (beyond > 0) {
            wrong.add(
                    target.sourceName(table.name()),
                    beyond,
                    what + " gives " + next + " next, and " + beyond
                            + (beyond == 1 ? " row is there already" : " rows are there already"),
                    remedy());
        }
    }

    private String remedy() {
        return "Set it: sterna prepare --after-load --run-id " + runId + " --execute; then: sterna validate";
    }
}
