package dev.sterna.transfer.stage;

import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import org.apache.parquet.io.ParquetDecodingException;

/** A staged file that is not as it was written. */
public final class DamagedBackup {
    private static final String CODE = "backup-damaged";

    private DamagedBackup() {}

    /** @param table the source's name, or null where it is not known */
    public static SternaException of(String table, String how, Throwable cause) {
        return SternaException.of(
                Category.REFUSED,
                CODE,
                table,
                "Cannot load" + (table == null ? "" : " " + table) + ": " + how,
                "The backup was changed: put its files back as they were, or take a new one under another --run-id",
                cause);
    }

    /** Whether that is what somebody failed of. */
    public static boolean is(SternaException failure) {
        return failure.problems().stream().anyMatch(problem -> problem.code().equals(CODE));
    }

    /** A chunk's file that has other rows than the manifest says. */
    public static SternaException otherCount(String table, StagedChunk chunk, long found) {
        return of(
                table,
                "chunk " + chunk.index() + "'s file " + chunk.file() + " has " + found
                        + (found > chunk.digest().rows() ? " or more" : "") + " rows, the manifest says "
                        + chunk.digest().rows(),
                null);
    }

    /** What a job failed of, when it is a page whose checksum is not the one that was written with it; else null. */
    public static SternaException in(Throwable failure, String table) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof ParquetDecodingException) {
                return of(table, "a file of its backup cannot be read as it was written: " + at.getMessage(), failure);
            }
        }
        return null;
    }
}
