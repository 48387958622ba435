package dev.sterna.transfer.target;

import dev.sterna.model.Digest;
import dev.sterna.transfer.stage.DamagedBackup;
import dev.sterna.transfer.stage.StagedChunk;
import java.io.Serializable;

/**
 * A chunk on its way into a table.
 *
 * @param staged whence it comes, if from a stage; null when nobody knows its rows before they come
 */
record IncomingChunk(int index, StagedChunk staged) implements Serializable {
    private static final long serialVersionUID = 1L;

    static IncomingChunk of(StagedChunk staged) {
        return new IncomingChunk(staged.index(), staged);
    }

    static IncomingChunk unknown(int index) {
        return new IncomingChunk(index, null);
    }

    /** Null when they are not known. */
    Digest digest() {
        return staged == null ? null : staged.digest();
    }

    boolean isKnownEmpty() {
        return staged != null && staged.digest().rows() == 0;
    }

    /** @throws dev.sterna.error.SternaException (REFUSED) when other rows came than are known to be in the stage */
    void requireRows(String table, long came) {
        if (staged != null && came != staged.digest().rows()) {
            throw DamagedBackup.otherCount(table, staged, came);
        }
    }
}
