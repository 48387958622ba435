package dev.sterna.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serializable;

/**
 * A place in a database's log of changes. Positions of one log are in a partial order. {@code toString} is the spelling
 * that the database itself uses; {@link #text} tells the kind as well, and {@link #of} reads it.
 */
public sealed interface LogPosition extends Serializable permits Lsn, GtidList, GtidSet, LogOffset {

    /**
     * Whether the log up to here holds everything that it holds up to the other position. False both ways where neither
     * holds all of the other's.
     *
     * @throws IllegalArgumentException when the other position is of another kind
     */
    boolean isAtOrAfter(LogPosition other);

    /** The word before the colon in {@link #text}. */
    String kind();

    /** The position as one line, from which {@link #of} makes an equal one; in JSON a position is this string. */
    @JsonValue
    default String text() {
        return kind() + ":" + this;
    }

    /**
     * Reads what {@link #text} has written.
     *
     * @throws IllegalArgumentException when the text is no position
     */
    @JsonCreator
    static LogPosition of(String text) {
        int colon = text.indexOf(':');
        String position = text.substring(colon + 1);
        return switch (text.substring(0, Math.max(0, colon))) {
            case Lsn.KIND -> Lsn.parse(position);
            case GtidList.KIND -> GtidList.parse(position);
            case GtidSet.KIND -> GtidSet.parse(position);
            case LogOffset.KIND -> LogOffset.parse(position);
            default -> throw new IllegalArgumentException("Invalid log position: " + text);
        };
    }

    /** The other position, if it is of the wanted kind. */
    static <P extends LogPosition> P require(Class<P> kind, LogPosition other) {
        if (!kind.isInstance(other)) {
            throw new IllegalArgumentException(
                    "Cannot compare the log position " + other.text() + " with one of another kind");
        }
        return kind.cast(other);
    }
}
