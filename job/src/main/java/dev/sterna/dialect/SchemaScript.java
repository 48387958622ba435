package dev.sterna.dialect;

import dev.sterna.model.schema.ObjectName;
import java.util.List;

/**
 * The statements that make a schema, each after those that it needs.
 *
 * @param before what must be there for the load
 * @param after what is quicker or only possible to make when the rows are there
 */
public record SchemaScript(List<Statement> before, List<Statement> after) {
    public SchemaScript {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /**
     * A statement and the object that it makes or changes.
     *
     * @param session a statement that puts the session into the state in which {@code sql} means what it meant; to be
     *     run before it on the same connection, each time, because the state stays; null where {@code sql} means the
     *     same in every session
     */
    public record Statement(ObjectName object, String session, String sql) {
        /** One that means the same in every session. */
        public Statement(ObjectName object, String sql) {
            this(object, null, sql);
        }
    }
}
