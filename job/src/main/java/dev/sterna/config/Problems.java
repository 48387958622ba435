package dev.sterna.config;

import com.typesafe.config.ConfigOrigin;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a configuration, so that a user learns all of it at once. */
final class Problems {
    private final List<Problem> found = new ArrayList<>();

    /** @param origin where it stands, or null when it stands nowhere */
    void add(String code, ConfigOrigin origin, String message, String remedy) {
        Problem problem = Problem.error(code, null, ShownUrl.inText(SettingLocation.prefix(origin) + message), remedy);
        if (!found.contains(problem)) {
            found.add(problem);
        }
    }

    /** @throws SternaException with everything that was found, if anything was */
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new SternaException(Category.CONFIGURATION, found, null);
        }
    }
}
