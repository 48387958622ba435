package dev.sterna.dialect.rename;

import dev.sterna.model.TableName;
import dev.sterna.model.schema.Event;
import dev.sterna.model.schema.OtherObject;
import dev.sterna.model.schema.Routine;
import dev.sterna.model.schema.Trigger;

/** The SQL of one object under other names. It remembers what it came across; null stays null. */
public interface RenamedText {
    /** An expression, a type, or a part of a statement. */
    String sql(String sql);

    /** The query of a view. */
    String query(String sql);

    /** The condition of a policy on a table. */
    String condition(String sql, TableName table);

    /** The statement that makes a routine. */
    String routine(Routine routine);

    /**
     * A trigger with its body and its statement under other names.
     *
     * @param table the new name of its table
     */
    Trigger trigger(Trigger trigger, TableName table);

    /**
     * The statement that makes an event.
     *
     * @param name the event's new name
     */
    String event(Event event, TableName name);

    /** The statement that makes any other object. */
    String other(OtherObject other);

    /** Whether a text needs what is left out. */
    boolean needsLeftOut();

    /** Whether a text may mean something else, or nothing, now. */
    boolean isDoubtful();
}
