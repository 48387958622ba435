package dev.sterna.dialect.health;

import dev.sterna.model.TableName;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * Something that counts up to a limit, and what is used of it.
 *
 * @param table whose rows it numbers; null when it concerns none
 * @param name for people
 * @param widen the statement that makes more of it, as far as there is one; else null
 * @param otherwise where it takes more than one, what to do, in words; else null
 */
public record Headroom(
        Kind kind, TableName table, String name, BigInteger used, BigInteger limit, String widen, String otherwise) {

    /** What counts. */
    public enum Kind {
        /** What numbers rows: beyond its limit no row comes in. */
        COUNTER,
        /** Numbers of transactions: beyond the limit the server takes no writing. */
        TRANSACTIONS
    }

    /** From 0 to 1, and beyond where the limit is passed. */
    public double share() {
        return limit.signum() <= 0
                ? 1
                : new BigDecimal(used)
                        .divide(new BigDecimal(limit), 4, RoundingMode.HALF_UP)
                        .doubleValue();
    }
}
