package dev.sterna.ledger;

import dev.sterna.model.Digest;
import dev.sterna.model.Side;
import java.math.BigInteger;

/**
 * What each side said of a part of a table when nobody had changed it since both had the same rows. The two differ where one side
 * writes values in another form that means the same, and where rows of the other were not brought.
 *
 * @param writing the side into whose part rows are being brought, or were by who did not live to end it; null for none
 */
public record CommonRow(Digest source, Digest target, Side writing) {
    /** No part has it. */
    public static final Digest UNKNOWN = new Digest(-1, BigInteger.ZERO);

    /** One of which nothing is known. */
    public static final CommonRow NOTHING = new CommonRow(UNKNOWN, UNKNOWN, null);

    /** What one side says of it now. */
    public CommonRow with(Side side, Digest digest, Side nowWriting) {
        return side == Side.SOURCE
                ? new CommonRow(digest, target, nowWriting)
                : new CommonRow(source, digest, nowWriting);
    }

    /** What one side said of it. */
    public Digest of(Side side) {
        return side == Side.SOURCE ? source : target;
    }
}
