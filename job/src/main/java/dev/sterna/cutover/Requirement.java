package dev.sterna.cutover;

/**
 * What has to be true before the source is frozen.
 *
 * @param words what was seen
 * @param remedy what to do where it is not met; null where it is
 */
record Requirement(String name, String words, String remedy) {
    static Requirement met(String name, String words) {
        return new Requirement(name, words, null);
    }

    static Requirement unmet(String name, String words, String remedy) {
        return new Requirement(name, words, remedy);
    }

    boolean isMet() {
        return remedy == null;
    }
}
