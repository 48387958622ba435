package dev.sterna.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Which rows of a table are meant. The slices of one plan, one a chunk, are disjoint and cover the table, NULLs included.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "by")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Slice.Whole.class, name = "whole"),
    @JsonSubTypes.Type(value = Slice.KeyRange.class, name = "key-range"),
    @JsonSubTypes.Type(value = Slice.NullKey.class, name = "null-key"),
    @JsonSubTypes.Type(value = Slice.PageRange.class, name = "pages"),
    @JsonSubTypes.Type(value = Slice.HashBucket.class, name = "bucket"),
    @JsonSubTypes.Type(value = Slice.Keys.class, name = "keys"),
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
        HASH_BUCKET,
        KEYS
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

    /**
     * Rows that have one of these keys, as the table's own database compares them. No plan has such a slice.
     *
     * @param columns of a unique key whose values are never NULL
     * @param keys of each the canonical text of one value per column
     */
    record Keys(List<String> columns, List<List<String>> keys) implements Slice {
        public Keys {
            columns = List.copyOf(columns);
            keys = keys.stream().map(List::copyOf).toList();
        }

        @Override
        public Kind kind() {
            return Kind.KEYS;
        }

        /** The same keys in order, at most so many and so many characters at a time; at least one at a time. */
        public List<Keys> inParts(int mostKeys, long mostCharacters) {
            List<Keys> parts = new ArrayList<>();
            int from = 0;
            long characters = 0;
            for (int i = 0; i < keys.size(); i++) {
                long own = keys.get(i).stream().mapToLong(String::length).sum();
                if (i > from && (i - from >= mostKeys || characters + own > mostCharacters)) {
                    parts.add(new Keys(columns, keys.subList(from, i)));
                    from = i;
                    characters = 0;
                }
                characters += own;
            }
            if (from < keys.size()) {
                parts.add(new Keys(columns, keys.subList(from, keys.size())));
            }
            return parts;
        }
    }
}
