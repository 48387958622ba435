package dev.sterna.compare;

/** Hears how far a comparison is. Called by several threads. */
@FunctionalInterface
public interface PartListener {

    /**
     * A part of a table was digested.
     *
     * @param rows of the source in it
     */
    void partDone(TablePair pair, long rows);
}
