package dev.sterna.transfer.stage;

import org.apache.parquet.io.api.RecordConsumer;

/** Takes values of flat rows; where a row, a field or a group begins and ends is nothing to it. */
abstract class FlatConsumer extends RecordConsumer {
    @Override
    public void startMessage() {}

    @Override
    public void endMessage() {}

    @Override
    public void startField(String field, int index) {}

    @Override
    public void endField(String field, int index) {}

    @Override
    public void startGroup() {}

    @Override
    public void endGroup() {}
}
