package dev.sterna.app;

import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import java.util.List;
import java.util.Optional;

/** What to tell a user about anything that was thrown. */
final class Failures {
    private Failures() {}

    /** An understood failure for any; interruption is told apart by the caller. */
    static SternaException understood(Throwable failure) {
        SternaException known = SternaException.findIn(failure);
        if (known != null) {
            return known;
        }
        Optional<SternaException> files = FileFailure.of(failure);
        if (files.isPresent()) {
            return files.get();
        }
        if (failure instanceof OutOfMemoryError) {
            return failure("out-of-memory", "Cannot go on: " + words(failure), """
                    Give the JVM a larger heap (-Xmx, or --driver-memory), or set a smaller sterna.chunk.bytes, and give the \
                    same command again""", failure);
        }
        return failure(
                "internal-fault",
                "Internal fault: " + failure.getClass().getSimpleName() + ": " + words(failure),
                """
                Give the same command again; if it persists, report it with the output of --verbose""",
                failure);
    }

    /** A run that was interrupted from outside. */
    static List<Problem> interrupted(String resume) {
        return List.of(Problem.error(
                "interrupted",
                null,
                "Interrupted",
                resume == null ? "Give the same command again" : "Resume it with: " + resume));
    }

    private static SternaException failure(String code, String message, String remedy, Throwable cause) {
        return SternaException.of(Category.INTERNAL, code, null, message, remedy, cause);
    }

    /** The first line of a message: Spark's go on with stack traces. */
    static String words(Throwable failure) {
        String message = failure.getMessage();
        return message == null
                ? failure.getClass().getSimpleName()
                : message.lines().findFirst().orElse("").strip();
    }
}
