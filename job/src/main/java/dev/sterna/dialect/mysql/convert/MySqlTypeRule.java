package dev.sterna.dialect.mysql.convert;

import dev.sterna.dialect.mysql.ddl.PlannedTable;
import dev.sterna.dialect.rules.ConversionRule;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;

/** Why a column of another engine gets its type in MySQL and MariaDB. */
enum MySqlTypeRule implements ConversionRule {
    INTEGER,
    BOOLEAN,
    DECIMAL,
    NUMERIC,
    LONG_DECIMAL,
    FLOATING,
    CHARACTERS,
    TEXT,
    KEY_TEXT,
    BYTES,
    KEY_BYTES,
    BITS,
    LONG_BITS,
    DATE,
    TIME,
    TIMESTAMP,
    INSTANT,
    UUID,
    JSON,
    ENUM,
    ENUM_TEXT,
    MONEY,
    AS_TEXT,
    CHOSEN;

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
            case TIME -> chosenUnless(type.matches("time(\\(\\d\\))?"), TIME);
            case TIMESTAMP -> chosenUnless(type.matches("datetime(\\(\\d\\))?"), TIMESTAMP);
            case INSTANT -> chosenUnless(type.matches("datetime(\\(\\d\\))?"), INSTANT);
            case UUID -> chosenUnless(type.equals("char(36)"), UUID);
            case JSON -> chosenUnless(varying, JSON);
            case ENUM -> type.startsWith("enum(") ? ENUM : chosenUnless(varying, ENUM_TEXT);
            case OPAQUE ->
                PlannedTable.isAmount(source.type()) && type.equals(PlannedTable.AMOUNT)
                        ? MONEY
                        : chosenUnless(varying, AS_TEXT);
            case SET -> chosenUnless(varying, AS_TEXT);
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
