package dev.sterna.dialect.log;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.CRC32C;

/** Names of what a run makes on the source: letters, digits and underscores, at most 60 of them. */
public final class ObjectNames {
    /** All of them begin so. */
    public static final String PREFIX = "sterna_log_";

    private static final int READABLE = 40;

    private ObjectNames() {}

    /**
     * The name for a run, which shows its id as far as letters and length allow.
     *
     * @param database where two databases of one server may have the same names; else empty
     */
    public static String of(String run, String database) {
        String readable = run.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "_");
        CRC32C sum = new CRC32C();
        sum.update((run + "\n" + database).getBytes(StandardCharsets.UTF_8));
        return PREFIX
                + readable.substring(0, Math.min(READABLE, readable.length()))
                + String.format("_%08x", sum.getValue());
    }

    /** Whether it is a name of such an object. */
    public static boolean isOwn(String name) {
        return name.startsWith(PREFIX);
    }

    /** The run as far as the name tells. */
    public static String run(String name) {
        return name.substring(PREFIX.length(), Math.max(PREFIX.length(), name.length() - "_00000000".length()));
    }
}
