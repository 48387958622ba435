package dev.sterna.model;

import java.io.Serializable;

/**
 * The unit of work, of commit, of backup and of proof.
 *
 * @param index 0, 1, 2, ... within its table
 * @param estimatedRows as far as the splitter knew; -1 when it did not
 */
public record Chunk(int index, Slice slice, long estimatedRows) implements Serializable {}
