package dev.sterna.model;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import java.util.List;

/**
 * What the values of a column are, independent of the engine. It decides how a value travels ({@link #wire()}), how it
 * is staged, and its canonical text for digests.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = LogicalType.Int.class, name = "int"),
    @JsonSubTypes.Type(value = LogicalType.Bool.class, name = "bool"),
    @JsonSubTypes.Type(value = LogicalType.Decimal.class, name = "decimal"),
    @JsonSubTypes.Type(value = LogicalType.Numeric.class, name = "numeric"),
    @JsonSubTypes.Type(value = LogicalType.Real.class, name = "real"),
    @JsonSubTypes.Type(value = LogicalType.Char.class, name = "char"),
    @JsonSubTypes.Type(value = LogicalType.Text.class, name = "text"),
    @JsonSubTypes.Type(value = LogicalType.Bytes.class, name = "bytes"),
    @JsonSubTypes.Type(value = LogicalType.Bit.class, name = "bit"),
    @JsonSubTypes.Type(value = LogicalType.Date.class, name = "date"),
    @JsonSubTypes.Type(value = LogicalType.Time.class, name = "time"),
    @JsonSubTypes.Type(value = LogicalType.Timestamp.class, name = "timestamp"),
    @JsonSubTypes.Type(value = LogicalType.Instant.class, name = "instant"),
    @JsonSubTypes.Type(value = LogicalType.Uuid.class, name = "uuid"),
    @JsonSubTypes.Type(value = LogicalType.Json.class, name = "json"),
    @JsonSubTypes.Type(value = LogicalType.Enumeration.class, name = "enum"),
    @JsonSubTypes.Type(value = LogicalType.SetOf.class, name = "set"),
    @JsonSubTypes.Type(value = LogicalType.Opaque.class, name = "opaque"),
})
public sealed interface LogicalType extends Serializable {

    /** For exhaustive switches: Java 17 has none over sealed types. */
    @JsonIgnore
    Kind kind();

    /** The shape in which the source hands a value over. */
    @JsonIgnore
    default Wire wire() {
        return switch (kind()) {
            case INT -> ((Int) this).fitsLong() ? Wire.LONG : Wire.TEXT;
            case BOOL -> Wire.LONG;
            case REAL -> Wire.DOUBLE;
            case BYTES -> Wire.BYTES;
            case DECIMAL, NUMERIC, CHAR, TEXT, BIT, DATE, TIME, TIMESTAMP, INSTANT, UUID, JSON, ENUM, SET, OPAQUE ->
                Wire.TEXT;
        };
    }

    /** How the canonical text of a value stands in the canonical text of its row. */
    @JsonIgnore
    default Framing framing() {
        return switch (kind()) {
            case INT, BOOL, REAL, DECIMAL, NUMERIC, BIT, DATE, TIME, TIMESTAMP, INSTANT, UUID -> Framing.PLAIN;
            case CHAR, ENUM, SET -> Framing.LENGTH;
            case TEXT ->
                ((Text) this).maxCharacters() > 0 && ((Text) this).maxCharacters() <= Framing.INLINE_OCTETS / 4
                        ? Framing.LENGTH
                        : Framing.LENGTH_OR_HASH;
            case JSON, OPAQUE -> Framing.LENGTH_OR_HASH;
            case BYTES -> Framing.HASH;
        };
    }

    /** Discriminator of the logical types. */
    enum Kind {
        INT,
        BOOL,
        DECIMAL,
        NUMERIC,
        REAL,
        CHAR,
        TEXT,
        BYTES,
        BIT,
        DATE,
        TIME,
        TIMESTAMP,
        INSTANT,
        UUID,
        JSON,
        ENUM,
        SET,
        OPAQUE
    }

    /** The few shapes in which values leave a source. */
    enum Wire {
        /** A 64-bit signed integer; booleans are 0 and 1. */
        LONG,
        /** An IEEE 754 double; a 32-bit float is widened, which is exact. */
        DOUBLE,
        /** The canonical text (see {@link Framing}), unframed, in UTF-8. */
        TEXT,
        /** Raw bytes. */
        BYTES
    }

    /**
     * The frame of one value in the canonical text of a row. NULL is an empty frame; every frame ends in a comma. A
     * plain text is never empty and has no comma, a framed one begins with its length, so no two different rows share
     * a canonical text (save by a collision of md5 on long values).
     */
    enum Framing {
        /** {@code text ,} */
        PLAIN,
        /** {@code octets : text ,} */
        LENGTH,
        /** as LENGTH up to {@link #INLINE_OCTETS} octets, above it as HASH */
        LENGTH_OR_HASH,
        /** {@code octets # md5-in-lower-case-hex ,} */
        HASH;

        /** The longest text, in octets of UTF-8, that stands in the canonical text of a row as it is. */
        public static final int INLINE_OCTETS = 8192;
    }

    /** An integer of 8, 16, 24, 32 or 64 bits. Canonical text: decimal digits, a leading minus. */
    record Int(int bits, boolean unsigned) implements LogicalType {
        @Override
        public Kind kind() {
            return Kind.INT;
        }

        /** Whether every value is a signed 64-bit integer. */
        public boolean fitsLong() {
            return bits < 64 || !unsigned;
        }
    }

    /** True or false. Canonical text: 1 or 0. */
    record Bool() implements LogicalType {
        @Override
        public Kind kind() {
            return Kind.BOOL;
        }
    }

    /** Exact decimal. Canonical text: sign, digits, and exactly {@code scale} digits after the point. */
    record Decimal(int precision, int scale) implements LogicalType {
        @Override
        public Kind kind() {
            return Kind.DECIMAL;
        }
    }

    /**
     * Exact decimal without a bound. Canonical text: no trailing zeros after the point, no trailing point; NaN. It travels
     * and is staged with the zeros that the source shows, which digests leave out.
     */
    record Numeric() implements LogicalType {
        @Override
        public Kind kind() {
            return Kind.NUMERIC;
        }
    }

    /**
     * IEEE 754 binary floating point of 32 or 64 bits. Canonical text of the value v widened to 64 bits:
     * {@code exponent e mantissa}, e.g. {@code -4e-6755399441055744} for -0.09375: with e = max(-1022, floor(log2|v|)) and
     * m = |v| / 2^(e-52), an integer below 2^53; the text is {@code e "e" [-] m}; zero is {@code 0} or {@code -0};
     * {@code NaN}, {@code Infinity}, {@code -Infinity}. So equal text means equal bits, and both engines can compute it
     * in exact double arithmetic.
     */
    record Real(int bits) implements LogicalType {
        @Override
        public Kind kind() {
            return Kind.REAL;
        }
    }

    /** Text padded with blanks to a fixed length; trailing blanks mean nothing and are not carried. */
    record Char(int length) implements LogicalType {
        @Override
        public Kind kind() {
            return Kind.CHAR;
        }
    }

    /** Text of up to that many characters; 0: no bound worth a number. Canonical text: itself, in UTF-8. */
    record Text(long maxCharacters) implements LogicalType {
        @Override
        public Kind kind() {
            return Kind.TEXT;
        }
    }

    /** Bytes, up to that many; 0: no bound worth a number. */
    record Bytes(long maxLength) implements LogicalType {
        @Override
        public Kind kind() {
            return Kind.BYTES;
        }
    }

    /** A string of that many bits. Canonical text: zeros and ones, all of them. */
    record Bit(int length) implements LogicalType {
        @Override
        public Kind kind() {
            return Kind.BIT;
        }
    }

    /** Calendar date. Canonical text: {@code yyyy-mm-dd}. */
    record Date() implements LogicalType {
        @Override
        public Kind kind() {
            return Kind.DATE;
        }
    }

    /** Time without a date; MySQL's may be negative and beyond a day. Canonical text: {@code [-]hh:mm:ss[.f]}. */
    record Time(int fraction) implements LogicalType {
        @Override
        public Kind kind() {
            return Kind.TIME;
        }
    }

    /**
     * Date and time without a zone, with that many digits (0-6) of a second. Canonical text:
     * {@code yyyy-mm-dd hh:mm:ss[.f]}; f without trailing zeros, absent when zero.
     */
    record Timestamp(int fraction) implements LogicalType {
        @Override
        public Kind kind() {
            return Kind.TIMESTAMP;
        }
    }

    /** A point on the time line, with that many digits (0-6) of a second. Canonical text: as Timestamp, in UTC. */
    record Instant(int fraction) implements LogicalType {
        @Override
        public Kind kind() {
            return Kind.INSTANT;
        }
    }

    /** Canonical text: 36 characters, lower case, with hyphens. */
    record Uuid() implements LogicalType {
        @Override
        public Kind kind() {
            return Kind.UUID;
        }
    }

    /** A JSON document, carried as its text. */
    record Json() implements LogicalType {
        @Override
        public Kind kind() {
            return Kind.JSON;
        }
    }

    /** One of a list of texts. Canonical text: the text. */
    record Enumeration(List<String> values) implements LogicalType {
        public Enumeration {
            values = List.copyOf(values);
        }

        @Override
        public Kind kind() {
            return Kind.ENUM;
        }
    }

    /** Some of a list of texts. Canonical text: the members joined by commas, in the order of the list. */
    record SetOf(List<String> values) implements LogicalType {
        public SetOf {
            values = List.copyOf(values);
        }

        @Override
        public Kind kind() {
            return Kind.SET;
        }
    }

    /** A type that only its own engine family understands, carried as that engine's text. */
    record Opaque(String nativeType) implements LogicalType {
        @Override
        public Kind kind() {
            return Kind.OPAQUE;
        }
    }
}
