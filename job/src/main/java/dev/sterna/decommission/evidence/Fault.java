package dev.sterna.decommission.evidence;

import dev.sterna.error.Problem;

/**
 * Something that is not as it was written.
 *
 * @param code kebab-case, for programs
 * @param file relative to what is checked
 */
public record Fault(String code, String file, String what) {

    /** What a result says of it. */
    public Problem problem() {
        return Problem.error(
                code,
                null,
                file + ": " + what,
                "Bring the file back from another copy; what was changed since it was written proves nothing");
    }
}
