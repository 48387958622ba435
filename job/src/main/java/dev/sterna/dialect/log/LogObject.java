package dev.sterna.dialect.log;

import java.io.Serializable;
import java.util.List;

/**
 * Something that following makes on the source.
 *
 * @param kind for people, e.g. {@code replication slot}
 * @param name as the engine has it, unquoted
 * @param run the run that made it, as far as its name tells
 * @param make statements
 * @param drop statements; they fail where it is not there
 */
public record LogObject(Role role, String kind, String name, String run, List<String> make, List<String> drop)
        implements Serializable {

    /** What it is for. */
    public enum Role {
        /** Nothing can be read without it. */
        READING,
        /** Holds the log back. {@link SourceLog#begin} makes it, so that a view can be had of that moment. */
        HOLDING,
        /** Takes markers; without it there are none. */
        MARKING
    }

    public LogObject {
        make = List.copyOf(make);
        drop = List.copyOf(drop);
    }
}
