package dev.sterna.compare;

import dev.sterna.error.SternaException;
import java.util.BitSet;

/** The order in which those who work side by side may hand over what they have: each once all before have ended. Thread-safe. */
final class Turns {
    private final BitSet ended = new BitSet();
    private int next;

    /** Waits until it is somebody's turn. */
    synchronized void await(int number) {
        try {
            while (next < number) {
                wait();
            }
        } catch (InterruptedException interrupted) {
            throw SternaException.interrupted("Interrupted while waiting for a database", interrupted);
        }
    }

    /** Somebody has ended, in whatever way, or will never begin. */
    synchronized void end(int number) {
        ended.set(number);
        next = ended.nextClearBit(0);
        notifyAll();
    }
}
