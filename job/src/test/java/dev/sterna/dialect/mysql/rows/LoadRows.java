package dev.sterna.dialect.mysql.rows;

import dev.sterna.dialect.ListedRow;
import dev.sterna.micro.Encoder;
import dev.sterna.micro.Sample;
import dev.sterna.model.Staged;

/** Fields of LOAD DATA as {@link LoadDataWriter} writes them, without a server behind. */
public final class LoadRows {
    private static final int ROOM = LoadStream.BLOCK_OCTETS / 2;

    private LoadRows() {}

    public static Encoder of(Sample sample) {
        ListedRow[] rows = sample.stagedRows();
        LoadStream stream = new LoadStream(() -> {
            throw new IllegalStateException("A block is never full here");
        });
        LoadFields fields = new LoadFields(
                stream,
                new Staged[] {sample.staged()},
                new int[] {Staged.scale(sample.type())},
                new boolean[1],
                new String[] {"c"});
        return () -> {
            for (ListedRow row : rows) {
                if (stream.room() < ROOM) {
                    stream.advance(0);
                }
                fields.write(row);
            }
            return stream.position();
        };
    }
}
