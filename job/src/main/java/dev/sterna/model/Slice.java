package dev.sterna.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import java.util.List;

/**
 * Which rows of a table a chunk holds. The slices of one plan are disjoint and cover the table, NULLs included.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "by")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Slice.Whole.class, name = "whole"),
    @JsonSubTypes.Type(value = Slice.KeyRange.class, name = "key-range"),
    @JsonSubTypes.Type(value = Slice.NullKey.class, name = "null-key"),
    @JsonSubTypes.Type(value = Slice.PageRange.class, name = "pages"),
    @JsonSubTypes.Type(value = Slice.HashBucket.class, name = "bucket"),
})
public sealed interface Slice extends Serializable {

    /** For exhaustive switches: Java 17 has none over sealed types. */
    @JsonIgnore
    Kind kind();

    /** Discriminator of the slices. */
    enum Kind {
        WHOLE,
        KEY_RANGE,
        NULL_KEY,
        PAGE_RANGE,
        HASH_BUCKET
    }

    /** Every row. */
    record Whole() implements Slice {
        @Override
        public Kind kind() {
            return Kind.WHOLE;
        }
    }

    /**
     * Rows whose key is at or above {@code lower} and below {@code upper}, compared column by column as the source
     * orders them, and none of whose key columns is NULL. A bound is the canonical text of one value per column, or an
     * empty list for none; it may be shorter than {@code columns} (a prefix: the rest compares as lowest).
     */
    record KeyRange(List<String> columns, List<String> lower, List<String> upper) implements Slice {
        public KeyRange {
            columns = List.copyOf(columns);
            lower = List.copyOf(lower);
            upper = List.copyOf(upper);
        }

        @Override
        public Kind kind() {
            return Kind.KEY_RANGE;
        }
    }

    /** Rows in which at least one of the key's columns is NULL. */
    record NullKey(List<String> columns) implements Slice {
        public NullKey {
            columns = List.copyOf(columns);
        }

        @Override
        public Kind kind() {
            return Kind.NULL_KEY;
        }
    }

    /** Rows that lie in the physical pages from (inclusive) to (exclusive; -1: to the end). Source only. */
    record PageRange(long from, long to) implements Slice {
        @Override
        public Kind kind() {
            return Kind.PAGE_RANGE;
        }
    }

    /** Rows whose hash of these columns (empty: all stored ones) modulo {@code buckets} is {@code index}. */
    record HashBucket(List<String> columns, int index, int buckets) implements Slice {
        public HashBucket {
            columns = List.copyOf(columns);
        }

        @Override
        public Kind kind() {
            return Kind.HASH_BUCKET;
        }
    }
}
