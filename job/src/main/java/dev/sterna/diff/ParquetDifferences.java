package dev.sterna.diff;

import dev.sterna.compare.DifferenceSink;
import dev.sterna.compare.RowDifference;
import dev.sterna.compare.TablePair;
import dev.sterna.step.Workspace;
import dev.sterna.transfer.stage.RowFileBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * {@code diff/<table>.parquet}: what {@link DifferenceFile} writes, for programs: a row for each that differs, with its kind, its key,
 * its hash on each side, the columns in which it was changed, and where that is asked for the values of both sides. The file exists
 * only once it has a row; its memory is bounded by the row group.
 */
final class ParquetDifferences implements DifferenceSink {
    private static final long ROW_GROUP_BYTES = 8L << 20;
    private static final int MOST_ROWS_TO_CHECK = 1000;

    private final Workspace workspace;
    private final String name;
    private final TablePair pair;
    private final RowOutput output;
    private ParquetWriter<RowDifference> writer;
    private long rows;

    /** @param directory of the table */
    ParquetDifferences(Workspace workspace, String directory, TablePair pair, RowOutput output) {
        this.workspace = workspace;
        this.name = name(directory);
        this.pair = pair;
        this.output = output;
    }

    static String name(String directory) {
        return "diff/" + directory + ".parquet";
    }

    @Override
    public void accept(RowDifference difference) {
        rows++;
        if (rows > output.mostRows()) {
            return;
        }
        try {
            if (writer == null) {
                writer = new RowFileBuilder<>(
                                new Path(workspace.uri(name)), workspace.hadoop(), new Support(pair, output.values()))
                        .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
                        .withRowGroupSize(ROW_GROUP_BYTES)
                        .withMinRowCountForPageSizeCheck(1)
                        .withMaxRowCountForPageSizeCheck(MOST_ROWS_TO_CHECK)
                        .build();
            }
            writer.write(difference);
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot write " + workspace.uri(name), failure);
        }
    }

    @Override
    public void close() {
        if (writer != null) {
            try {
                writer.close();
            } catch (IOException failure) {
                throw new UncheckedIOException("Cannot write " + workspace.uri(name), failure);
            }
        }
    }

    /** Writes a difference as a row, all values of which are the texts of {@link DifferenceFile}. */
    private static final class Support extends WriteSupport<RowDifference> {
        private final MessageType schema;
        private final List<String> key;
        private final List<String> all;
        private RecordConsumer parquet;

        Support(TablePair pair, boolean values) {
            this.key = pair.identifyingColumns();
            this.all = values ? pair.columns() : List.of();
            List<Type> fields = new ArrayList<>();
            fields.add(text("kind", Type.Repetition.REQUIRED));
            fields.add(texts("key", Type.Repetition.REQUIRED, key));
            fields.add(hash("sourceHash"));
            fields.add(hash("targetHash"));
            fields.add(Types.optionalList()
                    .element(text("element", Type.Repetition.REQUIRED))
                    .named("columns"));
            if (values) {
                fields.add(texts("source", Type.Repetition.OPTIONAL, all));
                fields.add(texts("target", Type.Repetition.OPTIONAL, all));
            }
            this.schema = new MessageType("difference", fields);
        }

        private static Type text(String name, Type.Repetition repetition) {
            return Types.primitive(PrimitiveTypeName.BINARY, repetition)
                    .as(LogicalTypeAnnotation.stringType())
                    .named(name);
        }

        private static Type hash(String name) {
            return Types.optional(PrimitiveTypeName.INT64).named(name);
        }

        private static Type texts(String name, Type.Repetition repetition, List<String> columns) {
            List<Type> fields = columns.stream()
                    .map(column -> text(column, Type.Repetition.OPTIONAL))
                    .toList();
            return new GroupType(repetition, name, fields);
        }

        @Override
        public WriteContext init(Configuration configuration) {
            return new WriteContext(schema, Map.of());
        }

        @Override
        public void prepareForWrite(RecordConsumer consumer) {
            this.parquet = consumer;
        }

        @Override
        public void write(RowDifference difference) {
            parquet.startMessage();
            if (difference instanceof RowDifference.Missing row) {
                common("missing", row, row.sourceHash(), null, List.of());
                values("source", row.values());
            } else if (difference instanceof RowDifference.Extra row) {
                common("extra", row, null, row.targetHash(), List.of());
                values("target", row.values());
            } else {
                RowDifference.Changed row = (RowDifference.Changed) difference;
                common("changed", row, row.sourceHash(), row.targetHash(), row.columns());
                values("source", row.sourceValues());
                values("target", row.targetValues());
            }
            parquet.endMessage();
        }

        private void common(String kind, RowDifference row, Long sourceHash, Long targetHash, List<String> columns) {
            field("kind", () -> parquet.addBinary(Binary.fromString(kind)));
            field("key", () -> group(key, row.key()));
            if (sourceHash != null) {
                field("sourceHash", () -> parquet.addLong(sourceHash));
            }
            if (targetHash != null) {
                field("targetHash", () -> parquet.addLong(targetHash));
            }
            if (!columns.isEmpty()) {
                field("columns", () -> list(columns));
            }
        }

        private void list(List<String> texts) {
            parquet.startGroup();
            parquet.startField("list", 0);
            for (String text : texts) {
                parquet.startGroup();
                parquet.startField("element", 0);
                parquet.addBinary(Binary.fromString(text));
                parquet.endField("element", 0);
                parquet.endGroup();
            }
            parquet.endField("list", 0);
            parquet.endGroup();
        }

        private void values(String side, List<String> values) {
            if (!all.isEmpty()) {
                field(side, () -> group(all, values));
            }
        }

        private void group(List<String> names, List<String> texts) {
            parquet.startGroup();
            for (int i = 0; i < names.size(); i++) {
                if (texts.get(i) != null) {
                    parquet.startField(names.get(i), i);
                    parquet.addBinary(Binary.fromString(texts.get(i)));
                    parquet.endField(names.get(i), i);
                }
            }
            parquet.endGroup();
        }

        private void field(String name, Runnable content) {
            int index = schema.getFieldIndex(name);
            parquet.startField(name, index);
            content.run();
            parquet.endField(name, index);
        }
    }
}
