package dev.sterna.micro;

/**
 * What a row costs.
 *
 * @param nanos of time
 * @param bytes of new objects
 */
record Measured(Subject subject, double nanos, double bytes) {

    boolean allocates() {
        return bytes >= 1;
    }

    /** Makes new objects, and nothing excuses it. */
    boolean wasteful() {
        return allocates() && subject.excuse().isEmpty();
    }
}
