package dev.sterna.diff;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.sterna.model.Column;
import dev.sterna.model.Digest;
import dev.sterna.step.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * {@code diff/<table>.jsonl}: a line for each row that differs, with its key and, when it was changed, the columns that
 * differ. Other values are not written: they may be nobody's business. The file exists only once it has a line.
 */
final class DifferenceFile implements Merge.Sink {
    private static final JsonFactory JSON = new JsonFactory();

    private final Workspace workspace;
    private final String name;
    private final List<String> columns;
    private final int[] key;
    private JsonGenerator out;
    private long missing;
    private BigInteger missingSum = BigInteger.ZERO;
    private long extra;
    private long changed;
    private long alike;
    private long alikeApart;

    DifferenceFile(Workspace workspace, Sides sides) {
        this.workspace = workspace;
        this.name = name(sides.plan().directory());
        this.columns =
                sides.plan().source().storedColumns().stream().map(Column::name).toList();
        this.key = key(sides, columns);
    }

    static String name(String directory) {
        return "diff/" + directory + ".jsonl";
    }

    /** Places of the columns that tell rows apart; empty for all. */
    static int[] key(Sides sides, List<String> columns) {
        return sides.key().stream().mapToInt(columns::indexOf).toArray();
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

    /** By how much they put the two sides' sums of hashes apart, modulo 2 to the power of 64. */
    long alikeApart() {
        return alikeApart;
    }

    String uri() {
        return workspace.uri(name);
    }

    @Override
    public void missing(HashedRow row) {
        missing++;
        missingSum = missingSum.add(BigInteger.valueOf(row.rowHash()));
        write("missing", row, new int[0]);
    }

    @Override
    public void extra(HashedRow row) {
        extra++;
        write("extra", row, new int[0]);
    }

    @Override
    public void meantAlike(HashedRow source, HashedRow target) {
        alike++;
        alikeApart += source.rowHash() - target.rowHash();
    }

    @Override
    public void changed(HashedRow source, HashedRow target, int[] differing) {
        changed++;
        write("changed", source, differing);
    }

    private void write(String kind, HashedRow row, int[] differing) {
        try {
            if (out == null) {
                out = JSON.createGenerator(workspace.create(name)).setPrettyPrinter(new MinimalPrettyPrinter("\n"));
            }
            out.writeStartObject();
            out.writeStringField("kind", kind);
            out.writeObjectFieldStart("key");
            int[] shown = key.length > 0
                    ? key
                    : java.util.stream.IntStream.range(0, columns.size()).toArray();
            for (int column : shown) {
                out.writeStringField(columns.get(column), row.texts()[column]);
            }
            out.writeEndObject();
            if (kind.equals("changed")) {
                out.writeArrayFieldStart("columns");
                for (String column :
                        Arrays.stream(differing).mapToObj(columns::get).toList()) {
                    out.writeString(column);
                }
                out.writeEndArray();
            }
            out.writeEndObject();
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot write " + uri(), failure);
        }
    }

    @Override
    public void close() {
        if (out != null) {
            try {
                out.writeRaw('\n');
                out.close();
            } catch (IOException failure) {
                throw new UncheckedIOException("Cannot write " + uri(), failure);
            }
        }
    }
}
