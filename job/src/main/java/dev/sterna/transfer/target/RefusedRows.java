package dev.sterna.transfer.target;

import java.io.Serializable;

/**
 * Rows of a chunk that the target refused.
 *
 * @param file relative to the run's directory
 * @param reason the most frequent one, of {@code reasonRows} rows
 * @param tooMany whether they are more than there may be; then the chunk was given up, and there may be yet more
 */
public record RefusedRows(long rows, String file, String reason, long reasonRows, boolean tooMany)
        implements Serializable {
    private static final long serialVersionUID = 1L;
}
