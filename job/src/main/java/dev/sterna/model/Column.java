package dev.sterna.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.Serializable;

/**
 * A column as a catalogue has it.
 *
 * @param type what its values are, independent of the engine
 * @param nativeType the type as the engine writes it in DDL, e.g. {@code int(10) unsigned}, {@code numeric(15,2)}
 * @param nullable whether NULL is allowed
 * @param generated how the engine makes its values, if it does
 * @param charset character set of a text column where the engine has one per column, else null
 * @param collation collation where the engine has one per column, else null
 */
public record Column(
        String name,
        LogicalType type,
        String nativeType,
        boolean nullable,
        Generated generated,
        String charset,
        String collation)
        implements Serializable {

    /** The same column, in which NULL is allowed. */
    public Column orNull() {
        return new Column(name, type, nativeType, true, generated, charset, collation);
    }

    /** The same column, in which NULL is not allowed. */
    public Column notNull() {
        return new Column(name, type, nativeType, false, generated, charset, collation);
    }

    /** The same column, with values that are made so. */
    public Column by(Generated other) {
        return new Column(name, type, nativeType, nullable, other, charset, collation);
    }

    /** Whether the engine makes its values by itself, so that nobody writes them. */
    @JsonIgnore
    public boolean isComputed() {
        return generated == Generated.COMPUTED || generated == Generated.ROW_TIME;
    }

    /** The same column with the same values, in other words of the engine. */
    public Column declared(String otherType, String otherCharset, String otherCollation) {
        return new Column(name, type, otherType, nullable, generated, otherCharset, otherCollation);
    }

    /**
     * Who makes the values of a column. A {@code COMPUTED} one can be read but never written. A {@code CARRIED} one is
     * computed by the source and by no one else: its values are read and written like those of any other. The engine notes
     * in a {@code ROW_TIME} from or until when the row is what it is, which is another time on every server; where a table
     * comes with its former rows, these times are read and written with them, as {@code ROW_START} and {@code ROW_END}.
     */
    public enum Generated {
        NO,
        IDENTITY,
        COMPUTED,
        CARRIED,
        ROW_TIME,
        ROW_START,
        ROW_END
    }
}
