package dev.sterna.dialect;

import dev.sterna.config.ValuePolicy;
import dev.sterna.model.Column;
import dev.sterna.model.Table;
import java.util.List;

/** Which values of a source a policy does not keep as they are: declared losses. */
public interface DeclaredLosses {

    /** The columns that could have such values, for each what becomes of them; none where the policy changes nothing. */
    List<Loss> possible(Table table, ValuePolicy policy);

    /**
     * The query that counts them in one scan: one row with a number for each loss, in order.
     *
     * @param where the user's condition, or null
     */
    String count(Table table, List<Loss> losses, String where);

    /** A column that could have values of a kind. */
    record Loss(Column column, Kind kind) {}

    /** What a value is and becomes. */
    enum Kind {
        /** A date without a month or a day, which becomes NULL. */
        ZERO_DATE,
        /** A text with U+0000, which loses it. */
        NUL_CHARACTER
    }
}
