package dev.sterna.launcher.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;

/** Gives the commands of one run. */
interface Sterna {

    /**
     * Gives a command and waits for its end.
     *
     * @throws InterruptedException when this JVM is told to stop meanwhile
     */
    Answer give(String... words) throws IOException, InterruptedException;

    /** What the run has written. */
    Path runDirectory();

    /** Who gives commands of a run with this configuration. */
    @FunctionalInterface
    interface Maker {
        Sterna of(Course course, String settings) throws IOException;
    }

    /**
     * What came of a command.
     *
     * @param result as it stands in its result file
     */
    record Answer(int exitCode, JsonNode result, double seconds) {
        /** The first problem in words. */
        String why() {
            return "exit code " + exitCode + ", "
                    + result.path("problems").path(0).path("message").asText("no problem is named");
        }
    }
}
