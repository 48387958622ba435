package dev.sterna.dialect.mysql.sql;

import dev.sterna.sql.Expression;
import dev.sterna.sql.Untranslatable;
import java.math.BigDecimal;

/** Constants as MySQL and MariaDB have them. */
final class MySqlConstants {
    private MySqlConstants() {}

    static boolean isConstant(Expression expression) {
        return expression instanceof Expression.Null
                || expression instanceof Expression.Bool
                || expression instanceof Expression.Number
                || expression instanceof Expression.Text
                || expression instanceof Expression.Bytes
                || expression instanceof Expression.Bits
                || expression instanceof Expression.Moment;
    }

    static String plain(Expression constant) throws Untranslatable {
        if (constant instanceof Expression.Null) {
            return "NULL";
        }
        if (constant instanceof Expression.Bool truth) {
            return truth.value() ? "TRUE" : "FALSE";
        }
        if (constant instanceof Expression.Number number) {
            return number.digits().startsWith("-") ? "(" + number.digits() + ")" : number.digits();
        }
        if (constant instanceof Expression.Text text) {
            return MySqlLiterals.text(text.value());
        }
        if (constant instanceof Expression.Bytes bytes) {
            return "x'" + bytes.hex() + "'";
        }
        if (constant instanceof Expression.Bits bits) {
            if (bits.bits().isEmpty() || bits.bits().length() > MySqlTypes.MAX_BITS) {
                throw new Untranslatable("MySQL has no " + bits.bits().length() + " bits");
            }
            return "b'" + bits.bits() + "'";
        }
        if (constant instanceof Expression.Moment moment) {
            String type = switch (moment.family()) {
                case DATE -> "DATE";
                case TIME -> "TIME";
                default -> "TIMESTAMP";
            };
            return type + MySqlLiterals.text(moment.text());
        }
        throw new Untranslatable("it has a constant that is not understood");
    }

    /** The digits of a number without an exponent. */
    static String digits(Expression.Number number) {
        return new BigDecimal(number.digits()).toPlainString();
    }
}
