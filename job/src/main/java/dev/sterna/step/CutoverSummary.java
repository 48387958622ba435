package dev.sterna.step;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What a cutover came to.
 *
 * @param phase {@code switched}; on the way back {@code returned}, or {@code unchanged} where it did not come to that
 * @param freezeSeconds from the first write that the source refused until the switch; null where nothing was frozen
 * @param position in the source's log, up to which everything is in; null where the source does not tell
 * @param proven whether all rows of the run were proven to be the same while the source was frozen
 * @param receipt URI of the receipt; null where there is none
 * @param requirements what had to be true before
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CutoverSummary(
        String phase, Double freezeSeconds, String position, boolean proven, String receipt, List<Met> requirements) {
    public CutoverSummary {
        requirements = List.copyOf(requirements);
    }

    /** One of them. */
    public record Met(String name, boolean met, String words) {}
}
