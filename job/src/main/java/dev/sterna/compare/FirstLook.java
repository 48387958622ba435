package dev.sterna.compare;

/** How closely chunks are looked at before it is known whether they differ. */
public enum FirstLook {
    /** One digest a chunk: the least work where no difference is expected. */
    CHUNKS,
    /** Digests of strips of each chunk, where it can be cut: a difference costs no second look at the rest of its chunk. */
    STRIPS
}
