package dev.sterna.step;

import java.util.List;

/**
 * How well a comparison finds corruptions that were planted for it.
 *
 * @param planted how many were
 * @param recall the part of them that was found, from 0 to 1
 * @param falseAlarms rows that it named although nothing is wrong with them
 */
public record SelfTest(int planted, double recall, long falseAlarms, List<Trial> details) {
    public SelfTest {
        details = List.copyOf(details);
    }

    /**
     * One corruption.
     *
     * @param corruption its kind, e.g. {@code one-bit}
     * @param place the source's table, and the column if it is one column's; {@code fixture} for a table of the test's own
     * @param found whether exactly the row was named, and exactly the column
     * @param method by which digests it was looked for: {@code digest} or {@code buckets}
     */
    public record Trial(String corruption, String place, boolean found, String method) {}
}
