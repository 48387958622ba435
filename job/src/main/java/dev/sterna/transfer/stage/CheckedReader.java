package dev.sterna.transfer.stage;

import java.io.IOException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.PartitionReader;

/** The rows of a staged file; what fails in reading them says whether the file is damaged. */
record CheckedReader(StagedReader reader, FileCheck check) implements PartitionReader<InternalRow> {
    @Override
    public boolean next() {
        try {
            return reader.next();
        } catch (IOException | RuntimeException failure) {
            throw check.explained(failure);
        }
    }

    @Override
    public InternalRow get() {
        return reader.get();
    }

    @Override
    public CustomTaskMetric[] currentMetricsValues() {
        return reader.currentMetricsValues();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
