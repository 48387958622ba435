package dev.sterna.sql.read;

import dev.sterna.sql.Untranslatable;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.statement.select.Limit;

/** How many rows of a result, and from which on. */
final class LimitReader {
    private LimitReader() {}

    /** Null for no bound. */
    static String number(net.sf.jsqlparser.expression.Expression number) throws Untranslatable {
        if (number == null
                || number.toString().equalsIgnoreCase("null")
                || number.toString().equalsIgnoreCase("all")) {
            return null;
        }
        if (number instanceof LongValue) {
            return number.toString();
        }
        throw new Untranslatable("its LIMIT is no number");
    }

    static String offset(Limit limit, net.sf.jsqlparser.statement.select.Offset offset) throws Untranslatable {
        if (limit != null && limit.getOffset() != null) {
            return number(limit.getOffset());
        }
        return offset == null ? null : number(offset.getOffset());
    }
}
