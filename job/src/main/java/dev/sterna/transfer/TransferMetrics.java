package dev.sterna.transfer;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;

/**
 * What Spark's UI shows of a transfer's jobs, summed over their tasks. Spark asks a task every hundred rows and after its
 * last one, so that what a commit takes is not among it; and it makes metrics by their class, so each is one of its own.
 */
public final class TransferMetrics {
    private static final List<CustomMetric> OF_SOURCE = List.of(new RowsRead(), new BytesRead(), new SourceWait());
    private static final List<CustomMetric> OF_STAGE = List.of(new RowsStaged(), new BytesStaged());
    private static final List<CustomMetric> OF_TARGET = List.of(new RowsSent(), new BytesSent(), new TargetWait());

    private static final List<CustomMetric> OF_CHANGES = List.of(new RowsBrought(), new BatchesLeft());

    private TransferMetrics() {}

    static List<CustomMetric> ofSource() {
        return OF_SOURCE;
    }

    /** Of a sink of files. */
    public static List<CustomMetric> ofStage() {
        return OF_STAGE;
    }

    /** Of a sink of a database. */
    public static List<CustomMetric> ofTarget() {
        return OF_TARGET;
    }

    /** Of a sink that changes rows of a database. */
    public static List<CustomMetric> ofChanges() {
        return OF_CHANGES;
    }

    /** A reader's amounts, to be made once: each is looked up when Spark asks. */
    public static CustomTaskMetric[] read(LongSupplier rows, LongSupplier bytes, LongSupplier waitedNanos) {
        return amounts(OF_SOURCE, rows, bytes, waitedNanos);
    }

    /** A stage writer's amounts, as with {@link #read}. */
    public static CustomTaskMetric[] staged(LongSupplier rows, LongSupplier bytes) {
        return amounts(OF_STAGE, rows, bytes);
    }

    /** A target writer's amounts, as with {@link #read}. */
    public static CustomTaskMetric[] sent(LongSupplier rows, LongSupplier bytes, LongSupplier waitedNanos) {
        return amounts(OF_TARGET, rows, bytes, waitedNanos);
    }

    /** Amounts of who changes rows, as with {@link #read}. */
    public static CustomTaskMetric[] changed(LongSupplier rows, LongSupplier left) {
        return amounts(OF_CHANGES, rows, left);
    }

    /** The amounts of two writers of one task. */
    static CustomTaskMetric[] both(CustomTaskMetric[] first, CustomTaskMetric[] second) {
        CustomTaskMetric[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static CustomTaskMetric[] amounts(List<CustomMetric> metrics, LongSupplier... amounts) {
        CustomTaskMetric[] all = new CustomTaskMetric[amounts.length];
        for (int i = 0; i < amounts.length; i++) {
            all[i] = new Amount(metrics.get(i).name(), amounts[i]);
        }
        return all;
    }

    private record Amount(String name, LongSupplier amount) implements CustomTaskMetric {
        @Override
        public long value() {
            return amount.getAsLong();
        }
    }

    /** A sum over the tasks. */
    private abstract static class Sum implements CustomMetric {
        private final String name;
        private final String description;

        Sum(String name, String description) {
            this.name = name;
            this.description = description;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String description() {
            return description;
        }

        @Override
        public String aggregateTaskMetrics(long[] ofTasks) {
            return Long.toString(Arrays.stream(ofTasks).sum());
        }
    }

    /** A sum of nanoseconds, shown as seconds. */
    private abstract static class Seconds extends Sum {
        Seconds(String name, String description) {
            super(name, description);
        }

        @Override
        public String aggregateTaskMetrics(long[] ofTasks) {
            double seconds = Arrays.stream(ofTasks).sum() / (double) TimeUnit.SECONDS.toNanos(1);
            return String.format(Locale.ROOT, "%.3f", seconds);
        }
    }

    /** For Spark, which makes it by reflection. */
    public static final class RowsRead extends Sum {
        public RowsRead() {
            super("rows-read", "rows read");
        }
    }

    /** For Spark, which makes it by reflection. */
    public static final class BytesRead extends Sum {
        public BytesRead() {
            super("bytes-read", "bytes read");
        }
    }

    /** For Spark, which makes it by reflection. */
    public static final class SourceWait extends Seconds {
        public SourceWait() {
            super("source-wait", "seconds waiting for the source");
        }
    }

    /** For Spark, which makes it by reflection. */
    public static final class RowsStaged extends Sum {
        public RowsStaged() {
            super("rows-staged", "rows staged");
        }
    }

    /** For Spark, which makes it by reflection. */
    public static final class BytesStaged extends Sum {
        public BytesStaged() {
            super("bytes-staged", "bytes staged, compressed");
        }
    }

    /** For Spark, which makes it by reflection. */
    public static final class RowsSent extends Sum {
        public RowsSent() {
            super("rows-sent", "rows sent to the target");
        }
    }

    /** For Spark, which makes it by reflection. */
    public static final class BytesSent extends Sum {
        public BytesSent() {
            super("bytes-sent", "bytes sent to the target");
        }
    }

    /** For Spark, which makes it by reflection. */
    public static final class TargetWait extends Seconds {
        public TargetWait() {
            super("target-wait", "seconds waiting for the target, before the commit");
        }
    }

    /** For Spark, which makes it by reflection. */
    public static final class RowsBrought extends Sum {
        public RowsBrought() {
            super("rows-brought", "rows inserted, updated or deleted");
        }
    }

    /** For Spark, which makes it by reflection. */
    public static final class BatchesLeft extends Sum {
        public BatchesLeft() {
            super("batches-left", "batches that the driver brings");
        }
    }
}
