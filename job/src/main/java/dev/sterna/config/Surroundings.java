package dev.sterna.config;

import java.io.IOException;
import java.util.Map;

/** What a configuration takes from outside of itself. The caller knows about Hadoop's file systems; this package does not. */
public interface Surroundings {

    /** How large a file may be. */
    int MOST_BYTES = 8 << 20;

    /**
     * The text of a file.
     *
     * @param location a path or a URI
     * @throws java.nio.file.NoSuchFileException when there is none
     * @throws TooLarge when it has more than {@link #MOST_BYTES}
     */
    String text(String location) throws IOException;

    /**
     * A password from Hadoop's credential providers.
     *
     * @param hadoop properties that the configuration sets for Hadoop
     * @return null when no provider knows the alias
     */
    char[] credential(String alias, Map<String, String> hadoop) throws IOException;

    /** Variables for {@code ${NAME}}. */
    Map<String, String> environment();
}
