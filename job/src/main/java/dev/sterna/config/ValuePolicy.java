package dev.sterna.config;

import java.io.Serializable;

/** What to do with values that the target cannot hold, and with those that only the target can. */
public record ValuePolicy(
        OnZeroDate onZeroDate,
        OnNulCharacter onNulCharacter,
        OnUndecodable onUndecodable,
        OnNotFinite onNotFinite,
        OnOutOfRange onOutOfRange,
        OnExcessDigits onExcessDigits,
        RangeChecks rangeChecks)
        implements Serializable {

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

    /** Texts with octets that are no characters, or with characters that Unicode lacks. */
    public enum OnUndecodable {
        FAIL,
        /** By what stands for a character that there is not. */
        REPLACE,
        /** By their octets in hexadecimal. */
        BYTES
    }

    /** NaN and the infinite. */
    public enum OnNotFinite {
        FAIL,
        NULL
    }

    /** Numbers, dates and times beyond what the target's column has. */
    public enum OnOutOfRange {
        FAIL,
        NULL
    }

    /** More digits behind the point than the target's column has. */
    public enum OnExcessDigits {
        FAIL,
        ROUND
    }

    /** What the target's type takes and the source's does not. */
    public enum RangeChecks {
        CHECK,
        LOSS
    }

    /** Nothing is changed: all fail. */
    public static final ValuePolicy STRICT = new ValuePolicy(OnZeroDate.FAIL, OnNulCharacter.FAIL);

    /** As {@link #STRICT} for all the rest. */
    public ValuePolicy(OnZeroDate onZeroDate, OnNulCharacter onNulCharacter) {
        this(
                onZeroDate,
                onNulCharacter,
                OnUndecodable.FAIL,
                OnNotFinite.FAIL,
                OnOutOfRange.FAIL,
                OnExcessDigits.FAIL,
                RangeChecks.CHECK);
    }
}
