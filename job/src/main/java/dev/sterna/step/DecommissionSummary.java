package dev.sterna.step;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What became of a source that was to be retired.
 *
 * @param phase {@code retired}
 * @param action what was done to its database: {@code revoke}, {@code rename} or {@code drop}
 * @param database its name
 * @param evidence what was kept of the run; null where that was done before
 * @param requirements what had to be true before; empty where an earlier command has looked
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DecommissionSummary(
        String phase, String action, String database, EvidenceSummary evidence, List<CutoverSummary.Met> requirements) {
    public DecommissionSummary {
        requirements = List.copyOf(requirements);
    }
}
