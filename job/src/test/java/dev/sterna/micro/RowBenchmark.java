package dev.sterna.micro;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A row of one column. {@link Micro} runs it. New objects are counted here, for this thread and these rows alone: JMH's
 * own profiler counts what JMH makes beside them as well, which is some bytes a row where rows are slow.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RowBenchmark {
    static final String SUBJECT = "subject";

    /** {@link Subject#key()} */
    @Param({"COPY_BINARY/INTEGER"})
    public String subject;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private Encoder encoder;

    /** Sums over all rows. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Objects {
        public long bytes;
        public long rows;
    }

    @Setup
    public void choose() throws Exception {
        encoder = Subject.of(subject).encoder();
        // Buffers grow to the longest row once, which is no cost of a row.
        encoder.rows();
    }

    @Benchmark
    @OperationsPerInvocation(Encoder.ROWS)
    public long row(Objects objects) throws Exception {
        long before = threads.getCurrentThreadAllocatedBytes();
        long result = encoder.rows();
        objects.bytes += threads.getCurrentThreadAllocatedBytes() - before;
        objects.rows += Encoder.ROWS;
        return result;
    }
}
