package dev.sterna.transfer;

import java.util.List;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.write.DataWriterFactory;
import org.apache.spark.sql.connector.write.WriterCommitMessage;

/**
 * Where the rows of some chunks of one table go; each chunk is committed by its own task, whatever becomes of the others.
 *
 * @param <R> what is reported of a chunk that is in
 */
public interface ChunkSink<R> {

    /** For Spark's plans. */
    String name();

    /** How many chunks there are: the source's, in its order. */
    int chunks();

    /** Makes the writer of a chunk by its place; one description that travels to all executors. */
    DataWriterFactory writers();

    /** What its writers count. */
    List<CustomMetric> metrics();

    /** What the message of a writer's commit says. */
    R report(WriterCommitMessage message);
}
