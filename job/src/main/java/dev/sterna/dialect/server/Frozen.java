package dev.sterna.dialect.server;

import java.io.Serializable;
import java.util.List;

/**
 * What a freeze changes and how it was before: small, of texts only, and enough to take the freeze back.
 *
 * @param means name of the {@link FreezeMeans}
 * @param schemas those that are migrated
 * @param changes in the order in which they are made; they are taken back the other way round
 */
public record Frozen(String means, List<String> schemas, List<Change> changes) implements Serializable {

    /**
     * One change.
     *
     * @param what a setting, or whose rights, for people
     * @param before how it was
     * @param during how it is as long as the freeze lasts; equal to {@code before} where nothing is to be changed
     * @param freeze statements from the one to the other
     * @param undo statements back
     */
    public record Change(String what, String before, String during, List<String> freeze, List<String> undo)
            implements Serializable {
        public Change {
            freeze = List.copyOf(freeze);
            undo = List.copyOf(undo);
        }
    }

    public Frozen {
        schemas = List.copyOf(schemas);
        changes = List.copyOf(changes);
    }
}
