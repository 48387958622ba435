package dev.sterna.compare.proof;

import dev.sterna.model.TableName;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where keys are put that are too many for memory. */
public interface KeyShelf {

    Box put(Map<TableName, Set<List<String>>> keys);

    /** A box could not be deleted. Nobody needs it any more, and it stays where it is. */
    void stays(RuntimeException why);

    /** Keys that were put there at once. */
    interface Box {
        Map<TableName, Set<List<String>>> read();

        void delete();
    }
}
