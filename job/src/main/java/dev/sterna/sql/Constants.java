package dev.sterna.sql;

/** How one engine writes constants. */
public interface Constants {
    /** TRUE or FALSE. */
    String truth(boolean value);

    /** An exact number, or with an exponent a floating one. */
    String number(String digits);

    /** A text. */
    String text(String value) throws Untranslatable;

    /** Octets, as hexadecimal digits. */
    String bytes(String hex);

    /** Zeros and ones. */
    String bits(String bits) throws Untranslatable;

    /** A date, a time or both. */
    String moment(Family family, String text) throws Untranslatable;

    /** A constant as it stands alone. */
    default String alone(Expression.Constant constant) throws Untranslatable {
        if (constant instanceof Expression.Null) {
            return "NULL";
        }
        if (constant instanceof Expression.Bool truth) {
            return truth(truth.value());
        }
        if (constant instanceof Expression.Number number) {
            return number(number.digits());
        }
        if (constant instanceof Expression.Text text) {
            return text(text.value());
        }
        if (constant instanceof Expression.Bytes bytes) {
            return bytes(bytes.hex());
        }
        if (constant instanceof Expression.Bits bits) {
            return bits(bits.bits());
        }
        Expression.Moment moment = (Expression.Moment) constant;
        return moment(moment.family(), moment.text());
    }
}
