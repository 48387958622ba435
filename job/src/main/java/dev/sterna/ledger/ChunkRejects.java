package dev.sterna.ledger;

import dev.sterna.model.Digest;

/**
 * The rows of one chunk that the target refused.
 *
 * @param table the source's name
 * @param refused their count, and the sum of their hashes as the manifest counts them
 * @param file where they are, relative to the run's directory
 * @param reason the most frequent one, of {@code reasonRows} rows
 */
public record ChunkRejects(String table, int chunk, Digest refused, String file, String reason, long reasonRows) {}
