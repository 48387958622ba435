package dev.sterna.compare;

/** How a table is divided for its digests. */
public enum DigestMethod {
    /** Chunk by chunk: both sides order the key alike. */
    RANGES("digest"),
    /** By hash of the key, in one scan a side. */
    BUCKETS("buckets");

    private final String label;

    DigestMethod(String label) {
        this.label = label;
    }

    /** As it stands in results. */
    public String label() {
        return label;
    }
}
