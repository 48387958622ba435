package dev.sterna.config;

import java.io.Serializable;

/** What to do with values that have no equal on the other side. */
public record ValuePolicy(OnZeroDate onZeroDate, OnNulCharacter onNulCharacter) implements Serializable {

    /** MySQL's 0000-00-00. */
    public enum OnZeroDate {
        FAIL,
        NULL
    }

    /** U+0000 in text, which PostgreSQL cannot hold. */
    public enum OnNulCharacter {
        FAIL,
        STRIP
    }

    /** Nothing is changed: both fail. */
    public static final ValuePolicy STRICT = new ValuePolicy(OnZeroDate.FAIL, OnNulCharacter.FAIL);
}
