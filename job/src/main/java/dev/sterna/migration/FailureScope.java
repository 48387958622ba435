package dev.sterna.migration;

import dev.sterna.error.SternaException;
import java.sql.SQLException;
import java.util.List;

/** Tells the failure of one table or object from one after which nothing else would go on either. */
public final class FailureScope {
    private static final int MOST_CAUSES = 32;

    private FailureScope() {}

    /**
     * Whether others may be worked on after a failure: an understood one that the servers do not say concerns them.
     *
     * @param databases that may have been asked
     */
    public static boolean isOwn(Throwable failure, List<Database> databases) {
        SternaException known = SternaException.findIn(failure);
        return known != null
                && switch (known.category()) {
                    case SOURCE, TARGET, REFUSED, DIFFERS, REJECTED -> !isOfServer(failure, databases);
                    case INTERNAL, USAGE, CONFIGURATION, LOCKED, INTERRUPTED -> false;
                };
    }

    private static boolean isOfServer(Throwable failure, List<Database> databases) {
        Throwable at = failure;
        for (int depth = 0; at != null && depth < MOST_CAUSES; depth++) {
            if (at instanceof SQLException sql
                    && databases.stream()
                            .anyMatch(database -> database.dialect().isOfServer(sql))) {
                return true;
            }
            at = at.getCause();
        }
        return false;
    }
}
