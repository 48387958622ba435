package dev.sterna.error;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A failure that is understood: it has a category and at least one problem with a remedy. Serializable, so that it
 * comes back from an executor as the cause of Spark's own exception.
 */
public final class SternaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Category category;
    private final transient List<Problem> live;
    private final Problem[] problems;

    public SternaException(Category category, List<Problem> problems, Throwable cause) {
        super(problems.stream().map(Problem::message).collect(Collectors.joining("; ")), cause);
        this.category = category;
        this.live = List.copyOf(problems);
        this.problems = problems.toArray(new Problem[0]);
    }

    /** A failure with one problem. */
    public static SternaException of(Category category, String code, String table, String message, String remedy) {
        return of(category, code, table, message, remedy, null);
    }

    /** A failure with one problem and what caused it; the cause may be null. */
    public static SternaException of(
            Category category, String code, String table, String message, String remedy, Throwable cause) {
        return new SternaException(category, List.of(Problem.error(code, table, message, remedy)), cause);
    }

    /** A failure of work that waited when its thread was interrupted; the thread stays interrupted. */
    public static SternaException interrupted(String message, InterruptedException cause) {
        return interrupted(message, "Give the same command with the same run id again: it goes on where it was", cause);
    }

    /** The same with a remedy of its own. */
    public static SternaException interrupted(String message, String remedy, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return of(Category.INTERRUPTED, "interrupted", null, message, remedy, cause);
    }

    /** The first understood failure in a chain of causes, or null when there is none. */
    public static SternaException findIn(Throwable failure) {
        Throwable at = failure;
        for (int depth = 0; at != null && depth < 32; depth++) {
            if (at instanceof SternaException known) {
                return known;
            }
            at = at.getCause();
        }
        return null;
    }

    public Category category() {
        return category;
    }

    public List<Problem> problems() {
        return live == null ? List.of(problems) : live;
    }
}
