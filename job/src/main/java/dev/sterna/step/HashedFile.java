package dev.sterna.step;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file, and the hash of its octets. A list of some is a text that the program {@code sha256sum} makes and checks, too.
 *
 * @param name relative to where the list is, with slashes
 * @param sha256 in lower-case hex
 */
public record HashedFile(String name, String sha256) {
    private static final Pattern INSIDE = Pattern.compile("[^/:\\\\\\p{Cntrl}][^:\\\\\\p{Cntrl}]*");
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) [ *](.+)");

    /** As the file is now; empty when there is none. */
    public static Optional<HashedFile> of(Workspace workspace, String name) {
        return workspace.sha256(name).map(hash -> new HashedFile(name, hash));
    }

    /** Whether a name leads to a file below the directory that it is relative to, wherever it comes from. */
    public static boolean isInside(String name) {
        return INSIDE.matcher(name).matches() && !List.of(name.split("/")).contains("..");
    }

    /** A name for people, wherever it comes from. */
    public static String shown(String name) {
        return name.replaceAll("\\p{Cntrl}", "?");
    }

    /** The list of some, a line each. */
    public static String list(List<HashedFile> files) {
        StringBuilder text = new StringBuilder();
        files.forEach(
                file -> text.append(file.sha256).append("  ").append(file.name).append('\n'));
        return text.toString();
    }

    /** A line of such a list; empty when it is none. */
    public static Optional<HashedFile> read(String line) {
        Matcher parts = LINE.matcher(line);
        return parts.matches() ? Optional.of(new HashedFile(parts.group(2), parts.group(1))) : Optional.empty();
    }
}
