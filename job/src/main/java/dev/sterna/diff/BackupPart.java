package dev.sterna.diff;

import dev.sterna.backup.Manifest;
import dev.sterna.model.Digest;
import dev.sterna.transfer.stage.StagedTable.Held;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Chunks of a backup that can be compared with the same rows of both sides.
 *
 * @param differs whether the sides differ in them
 */
record BackupPart(List<Manifest.ChunkEntry> chunks, Digest source, Digest target, boolean differs) {

    boolean isAsSource() {
        return written().equals(source);
    }

    /** On which stretches of the way something was lost, by what the files hold now. */
    Set<Hop> hops(Map<Integer, Held> held) {
        Set<Hop> hops = EnumSet.noneOf(Hop.class);
        if (!isAsSource()) {
            hops.add(Hop.SOURCE_BACKUP);
        }
        if (!chunks.stream().allMatch(chunk -> held.get(chunk.index()).asWritten())) {
            hops.add(Hop.BACKUP_FILE);
        }
        // A target that holds what is in a damaged file was loaded from it.
        if (differs && !target.equals(written()) && !target.equals(held(held))) {
            hops.add(Hop.BACKUP_TARGET);
        }
        return hops;
    }

    private Digest written() {
        return chunks.stream().map(Manifest.ChunkEntry::digest).reduce(Digest.EMPTY, Digest::plus);
    }

    /** What the files hold; null when one of them cannot be read. */
    private Digest held(Map<Integer, Held> held) {
        Digest sum = Digest.EMPTY;
        for (Manifest.ChunkEntry chunk : chunks) {
            Digest one = held.get(chunk.index()).digest();
            if (one == null) {
                return null;
            }
            sum = sum.plus(one);
        }
        return sum;
    }
}
