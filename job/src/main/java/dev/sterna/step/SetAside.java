package dev.sterna.step;

import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;

/**
 * A table or object of the target that is not made, not wholly filled or not compared, while all that does not need it
 * goes on.
 *
 * @param object in the target's terms
 * @param table the source table whose rows stay behind with it; null where none do
 * @param category whose fault it is; null of what did not fail and waits for a person
 * @param because why, in words
 */
public record SetAside(ObjectName object, TableName table, Category category, String because) {

    /** A table that failed. */
    public static SetAside table(TableName source, TableName target, SternaException why) {
        return new SetAside(
                table(target), source, why.category(), why.problems().get(0).message());
    }

    /** A table of the target as an object. */
    public static ObjectName table(TableName target) {
        return new ObjectName(ObjectKind.TABLE, target.schema(), null, target.name());
    }

    /** The object's whole name without its kind. */
    public String name() {
        return (object.schema() == null ? "" : object.schema() + ".")
                + (object.table() == null ? "" : object.table() + ".")
                + object.name();
    }
}
