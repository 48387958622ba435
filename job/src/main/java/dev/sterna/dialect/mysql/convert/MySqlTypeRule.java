package dev.sterna.dialect.mysql.convert;

import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.schema.ObjectKind;
import java.util.Locale;

/** Why a column of another engine gets its type in MySQL and MariaDB. */
enum MySqlTypeRule implements ForeignRule {
    INTEGER(kept("smallint, integer, bigint", "smallint, int, bigint", null)),
    BOOLEAN(kept("boolean", "tinyint(1)", "MySQL's boolean is another name for it; true is 1")),
    DECIMAL(kept("numeric(p,s) of up to 65 digits, 30 of them after the point", "decimal(p,s)", null)),
    NUMERIC(loss(
            "numeric without a precision",
            "decimal(65,30)",
            "the longest that there is: a value with more than 35 digits before the point or 30 after it is"
                    + " refused at the load, and NaN too; map such a column to a text")),
    LONG_DECIMAL(loss(
            "numeric of more than 65 digits, or 30 after the point",
            "varchar",
            "MySQL has no such decimal: the number is kept as its text, which sorts and adds otherwise")),
    FLOATING(
            kept("real, double precision", "float, double", "the same bits; NaN and infinity are refused at the load")),
    CHARACTERS(kept(
            "character, character varying",
            "varchar of the same length in utf8mb4 with a binary collation",
            "compares to the octet, as equality in PostgreSQL does, and sorts by code point; beyond 16,000"
                    + " characters, and where a row would get too long, it is longtext")),
    TEXT(kept(
            "text, character varying without a length",
            "longtext in utf8mb4 with a binary collation",
            "the only type that holds any text; compares to the octet and sorts by code point")),
    KEY_TEXT(loss(
            "text in a key",
            "varchar(768), or less where the key has more columns",
            "an index entry has room for 3072 octets: a longer key is refused at the load")),
    BYTES(kept("bytea", "longblob", "the only type that holds any octets")),
    KEY_BYTES(loss(
            "bytea in a key",
            "varbinary(3072), or less where the key has more columns",
            "an index entry has room for 3072 octets: a longer key is refused at the load")),
    BITS(kept("bit of up to 64 bits", "bit of the same length", null)),
    LONG_BITS(loss("bit of more than 64 bits", "varchar", "MySQL has no such bit: it is kept as its zeros and ones")),
    DATE(kept("date", "date", "from year 1 to 9999: infinity and dates before Christ are refused at the load")),
    TIME(kept("time without time zone", "time", "24:00:00 stays what it is")),
    TIMESTAMP(
            kept("timestamp without time zone", "datetime", "infinity and years beyond 9999 are refused at the load")),
    INSTANT(loss(
            "timestamp with time zone",
            "datetime in UTC",
            "MySQL's timestamp ends in 2038: the time is kept in UTC, and no longer shown in the session's zone")),
    UUID(kept("uuid", "char(36)", "MySQL has no uuid type; the column takes any 36 letters")),
    JSON(loss(
            "json, jsonb",
            "longtext",
            "MySQL's json would write numbers anew (1.10 becomes 1.1): the text is kept, and not checked to be"
                    + " JSON; map it to json where that is wanted")),
    ENUM(kept("enumeration", "enum with the same values in the same order", "the column takes no other texts")),
    ENUM_TEXT(loss(
            "enumeration with values that end in blanks, have more than 255 characters, or characters beyond the"
                    + " basic plane",
            "varchar with a check that lists the values",
            "MySQL's enum would change such values; texts sort by their letters, not by their place in the list")),
    AS_TEXT(loss(
            "array, range, composite, tsvector, inet, xml, interval, money, geometry and other types of"
                    + " PostgreSQL or of its extensions",
            "longtext",
            "MySQL has no equal: the value is kept as PostgreSQL writes it, and its operators are gone")),
    CHOSEN(kept("any type", "the type that sterna.types.map names", "the configuration chose it"));

    private final Text text;

    MySqlTypeRule(Text text) {
        this.text = text;
    }

    private static Text kept(String what, String becomes, String reason) {
        return ForeignRule.kept(ObjectKind.COLUMN, what, becomes, reason);
    }

    private static Text loss(String what, String becomes, String reason) {
        return ForeignRule.loss(ObjectKind.COLUMN, what, becomes, reason);
    }

    @Override
    public Text text() {
        return text;
    }

    @Override
    public String id() {
        return "type-" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The rule by which the source's column got the target's type. */
    static MySqlTypeRule of(Column source, Column target) {
        String type = target.nativeType();
        boolean varying = type.startsWith("varchar(") || type.equals("longtext");
        return switch (source.type().kind()) {
            case INT -> type.endsWith("int") || type.endsWith("int unsigned") ? INTEGER : CHOSEN;
            case BOOL -> chosenUnless(type.equals("tinyint(1)"), BOOLEAN);
            case DECIMAL -> type.startsWith("decimal(") ? DECIMAL : chosenUnless(varying, LONG_DECIMAL);
            case NUMERIC -> chosenUnless(type.equals("decimal(65,30)"), NUMERIC);
            case REAL -> chosenUnless(type.equals("float") || type.equals("double"), FLOATING);
            case CHAR -> chosenUnless(varying, CHARACTERS);
            case TEXT -> chosenUnless(varying, text((LogicalType.Text) source.type(), type));
            case BYTES -> type.equals("longblob") ? BYTES : chosenUnless(type.startsWith("varbinary("), KEY_BYTES);
            case BIT -> type.startsWith("bit(") ? BITS : chosenUnless(varying, LONG_BITS);
            case DATE -> chosenUnless(type.equals("date"), DATE);
            case TIME -> chosenUnless(type.startsWith("time("), TIME);
            case TIMESTAMP -> chosenUnless(type.startsWith("datetime("), TIMESTAMP);
            case INSTANT -> chosenUnless(type.startsWith("datetime("), INSTANT);
            case UUID -> chosenUnless(type.equals("char(36)"), UUID);
            case JSON -> chosenUnless(varying, JSON);
            case ENUM -> type.startsWith("enum(") ? ENUM : chosenUnless(varying, ENUM_TEXT);
            case SET, OPAQUE -> chosenUnless(varying, AS_TEXT);
        };
    }

    private static MySqlTypeRule chosenUnless(boolean usual, MySqlTypeRule rule) {
        return usual ? rule : CHOSEN;
    }

    private static MySqlTypeRule text(LogicalType.Text source, String type) {
        if (type.equals("longtext")) {
            return source.maxCharacters() > 0 ? CHARACTERS : TEXT;
        }
        return type.equals("varchar(" + source.maxCharacters() + ")") ? CHARACTERS : KEY_TEXT;
    }
}
