package dev.sterna.diff;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.sterna.compare.DifferenceSink;
import dev.sterna.compare.Piece;
import dev.sterna.compare.RowDifference;
import dev.sterna.compare.TablePair;
import dev.sterna.model.Digest;
import dev.sterna.step.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.List;

/**
 * {@code diff/<table>.jsonl}: a line for each row that differs, with its key and, when it was changed, the columns that
 * differ. Other values are written only where that is asked for: they may be nobody's business. The file exists only once it
 * has a line.
 */
final class DifferenceFile implements DifferenceSink {
    private static final JsonFactory JSON = new JsonFactory();

    private final Workspace workspace;
    private final String name;
    private final List<String> columns;
    private final List<String> all;
    private final RowOutput output;
    private final DifferenceSink also;
    private JsonGenerator out;
    private long missing;
    private BigInteger missingSum = BigInteger.ZERO;
    private long extra;
    private long changed;
    private long alike;
    private long apart;

    /**
     * @param directory of the table
     * @param output what is written of each row
     * @param also takes the same rows
     */
    DifferenceFile(Workspace workspace, String directory, TablePair pair, RowOutput output, DifferenceSink also) {
        this.workspace = workspace;
        this.name = name(directory);
        this.output = output;
        this.also = also;
        this.all = pair.columns();
        this.columns = pair.identifyingColumns();
    }

    static String name(String directory) {
        return "diff/" + directory + ".jsonl";
    }

    long missing() {
        return missing;
    }

    /** Count and sum of the rows that only the source has. */
    Digest missingDigest() {
        return new Digest(missing, missingSum);
    }

    long extra() {
        return extra;
    }

    long changed() {
        return changed;
    }

    /** Rows that are written otherwise, but mean the same. */
    long alike() {
        return alike;
    }

    /** By how much all these rows put the two sides' sums of hashes apart, modulo 2 to the power of 64. */
    long apart() {
        return apart;
    }

    /** Where the rows are, for people. */
    String place() {
        long all = missing + extra + changed;
        if (output.mostRows() == 0) {
            return "nowhere: --max-rows 0";
        }
        return (all > output.mostRows() ? "the first " + output.mostRows() + " in " : "") + workspace.uri(name);
    }

    /** Removes what is written of a table that has to be looked at anew. */
    void delete() {
        workspace.delete(name);
    }

    @Override
    public void begins(Piece piece) {
        also.begins(piece);
    }

    @Override
    public void accept(RowDifference difference) {
        also.accept(difference);
        if (difference instanceof RowDifference.Missing row) {
            missing++;
            missingSum = missingSum.add(BigInteger.valueOf(row.sourceHash()));
            apart += row.sourceHash();
            write("missing", row.key(), null, row.values(), null);
        } else if (difference instanceof RowDifference.Extra row) {
            extra++;
            apart -= row.targetHash();
            write("extra", row.key(), null, null, row.values());
        } else {
            RowDifference.Changed row = (RowDifference.Changed) difference;
            changed++;
            apart += row.sourceHash() - row.targetHash();
            write("changed", row.key(), row.columns(), row.sourceValues(), row.targetValues());
        }
    }

    @Override
    public void meantAlike(long sourceHash, long targetHash) {
        alike++;
        apart += sourceHash - targetHash;
    }

    /**
     * @param differing names of columns, or null where all of the row differs
     * @param source values of all columns; null where that side has no such row
     * @param target likewise
     */
    private void write(
            String kind, List<String> key, List<String> differing, List<String> source, List<String> target) {
        if (missing + extra + changed > output.mostRows()) {
            return;
        }
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
