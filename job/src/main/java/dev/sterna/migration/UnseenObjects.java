package dev.sterna.migration;

import dev.sterna.error.Problem;
import dev.sterna.model.schema.Blind;
import java.util.List;

/** What the catalogue does not show to this user, so that nobody knows whether it is there and stays behind. */
public final class UnseenObjects {
    private UnseenObjects() {}

    /** A warning for each. */
    public static List<Problem> warnings(List<Blind> blind) {
        return blind.stream()
                .map(spot -> warning(spot.what(), spot.remedy()))
                .distinct()
                .toList();
    }

    /** @param what is not seen, e.g. {@code every trigger of shop} */
    public static Problem warning(String what, String remedy) {
        return Problem.warning(
                "cannot-see", null, "Cannot see " + what + ": whether there are any is not known", remedy);
    }
}
