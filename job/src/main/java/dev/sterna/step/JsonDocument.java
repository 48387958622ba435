package dev.sterna.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import java.util.Optional;

/**
 * A JSON document in the workspace, and what to say when it is not what was written there, however it is damaged.
 *
 * @param code of the problem
 * @param remedy what to do about it
 */
public record JsonDocument(String file, String code, String remedy) {

    /**
     * What the file holds, or empty when there is none.
     *
     * @throws SternaException (REFUSED) when it holds something else
     */
    public <T> Optional<T> read(Workspace workspace, Reading<T> reading) {
        return workspace.read(file).map(text -> parse(workspace, text, reading));
    }

    /** What its text holds. */
    public <T> T parse(Workspace workspace, String text, Reading<T> reading) {
        T read;
        try {
            read = reading.of(text);
        } catch (JsonProcessingException damage) {
            throw damaged(workspace, why(damage), damage);
        } catch (RuntimeException damage) {
            throw damaged(workspace, String.valueOf(damage.getMessage()), damage);
        }
        if (read == null) {
            throw damaged(workspace, "it does not hold what it should", null);
        }
        return read;
    }

    private static String why(JsonProcessingException damage) {
        String words =
                String.valueOf(damage.getOriginalMessage()).lines().findFirst().orElse("");
        return damage.getLocation() == null || damage.getLocation().getLineNr() < 1
                ? words
                : words + " in line " + damage.getLocation().getLineNr();
    }

    private SternaException damaged(Workspace workspace, String why, Throwable damage) {
        return SternaException.of(
                Category.REFUSED, code, null, "Cannot read " + workspace.uri(file) + ": " + why, remedy, damage);
    }

    /** From the text of a file. */
    @FunctionalInterface
    public interface Reading<T> {
        /** @return null when it holds something else */
        T of(String text) throws JsonProcessingException;
    }
}
