package dev.sterna.dialect.mysql.sql;

import dev.sterna.sql.Constants;
import dev.sterna.sql.Expression;
import dev.sterna.sql.Family;
import dev.sterna.sql.Untranslatable;
import java.math.BigDecimal;

/** Constants as MySQL and MariaDB have them. */
final class MySqlConstants implements Constants {
    @Override
    public String truth(boolean value) {
        return value ? "TRUE" : "FALSE";
    }

    @Override
    public String number(String digits) {
        return digits.startsWith("-") ? "(" + digits + ")" : digits;
    }

    @Override
    public String text(String value) {
        return MySqlLiterals.text(value);
    }

    @Override
    public String bytes(String hex) {
        return "x'" + hex + "'";
    }

    @Override
    public String bits(String bits) throws Untranslatable {
        if (bits.isEmpty() || bits.length() > MySqlTypes.MAX_BITS) {
            throw new Untranslatable("MySQL has no " + bits.length() + " bits");
        }
        return "b'" + bits + "'";
    }

    @Override
    public String moment(Family family, String text) {
        String type = family == Family.DATE || family == Family.TIME ? family.name() : Family.TIMESTAMP.name();
        return type + MySqlLiterals.text(text);
    }

    /** The digits of a number without an exponent. */
    static String digits(Expression.Number number) {
        return new BigDecimal(number.digits()).toPlainString();
    }
}
