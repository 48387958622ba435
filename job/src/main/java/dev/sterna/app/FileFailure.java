package dev.sterna.app;

import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.security.AccessControlException;

/** What a file that could not be read or written means: a full disk, missing rights, or a place that is not reached. */
final class FileFailure {
    private static final int DEPTH = 32;

    private FileFailure() {}

    /** An understood failure when a file is what failed, in this process or in a task, else empty. */
    static Optional<SternaException> of(Throwable failure) {
        Throwable first = null;
        Throwable last = null;
        Throwable at = failure;
        for (int depth = 0; at != null && depth < DEPTH; depth++, at = at.getCause()) {
            if (at instanceof IOException || at instanceof UncheckedIOException || at instanceof FSError) {
                first = first == null ? at : first;
                last = at;
            }
        }
        return last == null ? Optional.empty() : explained(first, last, failure);
    }

    private static Optional<SternaException> explained(Throwable first, Throwable last, Throwable failure) {
        String words = String.valueOf(last.getMessage()).toLowerCase(Locale.ROOT);
        if (has(words, "no space left", "not enough space", "quota exceeded", "quota of")) {
            return Optional.of(because("workspace-full", first, last, failure, """
                    Make room where the message says (df -h shows which disk is full), or, for Spark's own files, set \
                    sterna.spark."spark.local.dir" to a larger one; then give the same command again: it resumes"""));
        }
        if (last instanceof AccessDeniedException
                || last instanceof AccessControlException
                || has(words, "permission denied", "read-only file system", "access denied", "forbidden")) {
            return Optional.of(because("workspace-denied", first, last, failure, """
                    Let the user that runs Sterna read and write there (chown, chmod, or the store's keys by \
                    sterna.spark), or set sterna.workspace to a place where it may, and give the same command again"""));
        }
        if (has(words, "no filesystem for scheme", "classnotfoundexception")) {
            return Optional.of(because("workspace", first, last, failure, """
                    Correct the beginning of sterna.workspace, or put the jar of that file system beside the job, as in \
                    --packages org.apache.hadoop:hadoop-aws:3.5.0 for s3a"""));
        }
        // Anything else that a task may meet, as a connection that broke, is not known to be a file.
        return first instanceof UncheckedIOException || first instanceof FSError
                ? Optional.of(because("workspace", first, last, failure, """
                        Make sure that sterna.workspace is a directory that is reachable and writable, and give the same \
                        command again"""))
                : Optional.empty();
    }

    private static boolean has(String words, String... any) {
        for (String each : any) {
            if (words.contains(each)) {
                return true;
            }
        }
        return false;
    }

    private static SternaException because(
            String code, Throwable first, Throwable last, Throwable failure, String remedy) {
        String what = Failures.words(first);
        String why = last instanceof AccessDeniedException ? "permission denied" : Failures.words(last);
        String message = first == last && !(first instanceof UncheckedIOException) ? "Cannot go on: " + why : what;
        return SternaException.of(
                Category.CONFIGURATION,
                code,
                null,
                message.contains(why) ? message : message + ": " + why,
                remedy,
                failure);
    }
}
