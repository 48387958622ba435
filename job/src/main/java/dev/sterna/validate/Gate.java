package dev.sterna.validate;

/** One thing about the target that has to be right. */
interface Gate {
    /** Short and stable: later steps require it by this name. */
    String name();

    /**
     * Looks at it, and writes nothing.
     *
     * @throws dev.sterna.error.SternaException when it cannot be looked at, which is not passed either
     */
    Finding look();
}
