package dev.sterna.diff;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.sterna.compare.DifferenceSink;
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
 * differ. Other values are not written: they may be nobody's business. The file exists only once it has a line.
 */
final class DifferenceFile implements DifferenceSink {
    private static final JsonFactory JSON = new JsonFactory();

    private final Workspace workspace;
    private final String name;
    private final List<String> columns;
    private final long mostRows;
    private JsonGenerator out;
    private long missing;
    private BigInteger missingSum = BigInteger.ZERO;
    private long extra;
    private long changed;
    private long alike;
    private long apart;

    /**
     * @param directory of the table
     * @param mostRows how many rows are written down
     */
    DifferenceFile(Workspace workspace, String directory, TablePair pair, long mostRows) {
        this.workspace = workspace;
        this.name = name(directory);
        this.mostRows = mostRows;
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
        if (mostRows == 0) {
            return "nowhere: --max-rows 0";
        }
        return (all > mostRows ? "the first " + mostRows + " in " : "") + workspace.uri(name);
    }

    @Override
    public void accept(RowDifference difference) {
        if (difference instanceof RowDifference.Missing row) {
            missing++;
            missingSum = missingSum.add(BigInteger.valueOf(row.sourceHash()));
            apart += row.sourceHash();
            write("missing", row.key(), null);
        } else if (difference instanceof RowDifference.Extra row) {
            extra++;
            apart -= row.targetHash();
            write("extra", row.key(), null);
        } else {
            RowDifference.Changed row = (RowDifference.Changed) difference;
            changed++;
            apart += row.sourceHash() - row.targetHash();
            write("changed", row.key(), row.columns());
        }
    }

    @Override
    public void meantAlike(long sourceHash, long targetHash) {
        alike++;
        apart += sourceHash - targetHash;
    }

    /** @param differing names of columns, or null where all of the row differs */
    private void write(String kind, List<String> key, List<String> differing) {
        if (missing + extra + changed > mostRows) {
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
            out.writeEndObject();
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot write " + workspace.uri(name), failure);
        }
    }

    @Override
    public void close() {
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
