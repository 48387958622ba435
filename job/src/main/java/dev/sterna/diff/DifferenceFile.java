package dev.sterna.diff;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.sterna.compare.DifferenceSink;
import dev.sterna.compare.Piece;
import dev.sterna.compare.RowDifference;
import dev.sterna.compare.TablePair;
import dev.sterna.step.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * {@code diff/<table>.jsonl}: a line for each row that differs, with its key and, when it was changed, the columns that
 * differ. Other values are written only where that is asked for: they may be nobody's business. The file exists only once it
 * has a line. Where that is asked for there is one of Parquet beside it.
 */
final class DifferenceFile implements DifferenceSink {
    private static final JsonFactory JSON = new JsonFactory();

    private final Workspace workspace;
    private final String name;
    private final List<String> columns;
    private final List<String> all;
    private final RowOutput output;
    private final DifferenceSink parquet;
    private final DifferenceSink also;
    private DifferenceCounts counts = DifferenceCounts.NONE;
    private JsonGenerator out;

    /**
     * @param directory of the table
     * @param output what is written of each row
     * @param also takes the same rows
     */
    DifferenceFile(Workspace workspace, String directory, TablePair pair, RowOutput output, DifferenceSink also) {
        this.workspace = workspace;
        this.name = name(directory);
        this.output = output;
        this.parquet = output.parquet() ? new ParquetDifferences(workspace, directory, pair, output) : difference -> {};
        this.also = also;
        this.all = pair.columns();
        this.columns = pair.identifyingColumns();
    }

    private static String name(String directory) {
        return "diff/" + directory + ".jsonl";
    }

    /** What has come. */
    DifferenceCounts counts() {
        return counts;
    }

    /** Counts rows that need not be written any more. */
    void add(DifferenceCounts more) {
        counts = counts.plus(more);
    }

    /** Where the rows are, for people. */
    String place() {
        if (output.mostRows() == 0) {
            return "nowhere: --max-rows 0";
        }
        return (counts.rows() > output.mostRows() ? "the first " + output.mostRows() + " in " : "")
                + workspace.uri(name);
    }

    /** Removes what was written of a table. */
    static void delete(Workspace workspace, String directory) {
        workspace.delete(name(directory));
        workspace.delete(ParquetDifferences.name(directory));
    }

    @Override
    public void begins(Piece piece) {
        also.begins(piece);
    }

    @Override
    public void accept(RowDifference difference) {
        also.accept(difference);
        parquet.accept(difference);
        counts = counts.plus(DifferenceCounts.of(difference));
        if (counts.rows() > output.mostRows()) {
            return;
        }
        if (difference instanceof RowDifference.Missing row) {
            write("missing", row.key(), null, row.values(), null);
        } else if (difference instanceof RowDifference.Extra row) {
            write("extra", row.key(), null, null, row.values());
        } else {
            RowDifference.Changed row = (RowDifference.Changed) difference;
            write("changed", row.key(), row.columns(), row.sourceValues(), row.targetValues());
        }
    }

    @Override
    public void meantAlike(long sourceHash, long targetHash) {
        counts = counts.plus(DifferenceCounts.alike(sourceHash, targetHash));
    }

    /**
     * @param differing names of columns, or null where all of the row differs
     * @param source values of all columns; null where that side has no such row
     * @param target likewise
     */
    private void write(
            String kind, List<String> key, List<String> differing, List<String> source, List<String> target) {
        try {
            if (out == null) {
                out = JSON.createGenerator(workspace.create(name)).setPrettyPrinter(new MinimalPrettyPrinter("\n"));
            }
            out.writeStartObject();
            out.writeStringField("kind", kind);
            out.writeObjectFieldStart("key");
            for (int i = 0; i < key.size(); i++) {
                out.writeStringField(columns.get(i), key.get(i));
            }
            out.writeEndObject();
            if (differing != null) {
                out.writeArrayFieldStart("columns");
                for (String column : differing) {
                    out.writeString(column);
                }
                out.writeEndArray();
            }
            if (output.values()) {
                values("source", source, differing);
                values("target", target, differing);
            }
            out.writeEndObject();
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot write " + workspace.uri(name), failure);
        }
    }

    /** @param some names of the columns to write; null for all */
    private void values(String side, List<String> values, List<String> some) throws IOException {
        if (values == null) {
            return;
        }
        out.writeObjectFieldStart(side);
        for (int i = 0; i < all.size(); i++) {
            if (some == null || some.contains(all.get(i))) {
                out.writeStringField(all.get(i), values.get(i));
            }
        }
        out.writeEndObject();
    }

    @Override
    public void close() {
        also.close();
        parquet.close();
        if (out != null) {
            try {
                out.writeRaw('\n');
                out.close();
            } catch (IOException failure) {
                throw new UncheckedIOException("Cannot write " + workspace.uri(name), failure);
            }
        }
    }
}
