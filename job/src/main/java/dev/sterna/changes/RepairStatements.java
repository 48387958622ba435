package dev.sterna.changes;

import dev.sterna.dialect.rows.RowStatements;
import dev.sterna.dialect.rows.StagedRow;
import dev.sterna.jdbc.Lane;
import dev.sterna.model.Slice;
import dev.sterna.transfer.progress.VisibleText;
import java.io.IOException;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Writes a list of rows that are wrong in the target as the statements that mend them: rows that only the target has go first,
 * then others get the source's values, then those come that are missing. For tables with a key.
 */
public final class RepairStatements {
    private static final int KEYS = 1000;

    private final ChangedTable table;
    private final KeyTexts keys;
    private final RowStatements statements;

    /** One of the statements. */
    private interface Written {
        String of(StagedRow row) throws SQLException;
    }

    /** @param statements of the same table */
    public RepairStatements(ChangedTable table, RowStatements statements) {
        this.table = table;
        this.keys = new KeyTexts(table.types(), table.pair().keyPlaces());
        this.statements = statements;
    }

    /**
     * Writes a statement a line, as far as values have no line ends; rows that the source does not have any more are left out.
     *
     * @param source reads rows as they are now
     * @return how many statements there are
     */
    public long write(ChangeList list, Lane source, Appendable out) throws IOException {
        long count = 0;
        Function<List<String>, StagedRow> gone = keys.rows();
        try (ChangeList.Reading extra = list.read(EnumSet.of(ChangeKind.EXTRA))) {
            for (ChangeList.Change row = extra.next(); row != null; row = extra.next()) {
                count += delete(out, gone, row.key());
            }
        }
        count += write(list, ChangeKind.CHANGED, source, out, statements::update);
        return count + write(list, ChangeKind.MISSING, source, out, statements::insert);
    }

    private int delete(Appendable out, Function<List<String>, StagedRow> gone, List<String> key) throws IOException {
        StagedRow row;
        try {
            row = gone.apply(key);
        } catch (IllegalArgumentException unfit) {
            out.append("-- a row is not in here: its key is none that the source can have\n");
            return 0;
        }
        return add(out, row, statements::delete);
    }

    private long write(ChangeList list, ChangeKind kind, Lane source, Appendable out, Written written)
            throws IOException {
        long count = 0;
        try (KeyBatches batches = new KeyBatches(list.read(EnumSet.of(kind)), KEYS, Removal.NONE, () -> 0)) {
            while (batches.hasNext()) {
                List<List<String>> wanted = batches.next().keys();
                Set<List<String>> letters = new HashSet<>(wanted);
                List<Slice.Keys> slices = table.byKeys(wanted);
                try (SourceRows rows = new SourceRows(table, source, slices, row -> letters.contains(keys.of(row)))) {
                    for (StagedRow row : rows) {
                        count += add(out, row, written);
                    }
                }
            }
        }
        return count;
    }

    private int add(Appendable out, StagedRow row, Written written) throws IOException {
        try {
            out.append(written.of(row)).append('\n');
            return 1;
        } catch (SQLException unfit) {
            out.append("-- a row is not in here: ")
                    .append(VisibleText.line(unfit.getMessage()))
                    .append('\n');
            return 0;
        }
    }
}
