package dev.sterna.diff.selftest;

import dev.sterna.dialect.rows.RealText;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.LogicalType.Framing;
import dev.sterna.model.LogicalType.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.text.Normalizer;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a corruption makes of a value of one column, in canonical texts. */
final class Alteration {
    private static final Pattern LONG_VALUE = Pattern.compile("\\d+#[0-9a-f]{32}");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
    /** Years in which every type of either engine has every hour. */
    private static final Pattern STAMP =
            Pattern.compile("(19[89]|20[012])\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d+)?");

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final int SECONDS_LENGTH = 19;

    private final LogicalType from;
    private final LogicalType to;
    private final boolean plainReal;

    /**
     * @param from the type by which the values are compared
     * @param column the target's, in which they are stored
     */
    Alteration(LogicalType from, Column column) {
        this.from = from;
        this.to = column.type();
        // Of a float with a declared number of digits, or without a sign, the server makes a value of its own.
        String declared = column.nativeType().toLowerCase(Locale.ROOT);
        this.plainReal = from instanceof LogicalType.Real
                && from.equals(to)
                && !declared.contains("(")
                && !declared.contains("unsigned");
    }

    /** Whether a literal of the target's type can be written for a canonical text of the source's. */
    boolean writable() {
        return switch (from.kind()) {
            case INT -> to.kind() == Kind.INT || isExact(to);
            case DECIMAL, NUMERIC -> isExact(to);
            case REAL -> plainReal;
            case CHAR, TEXT, DATE, TIMESTAMP, BOOL, BIT -> from.kind() == to.kind();
            case INSTANT -> to.kind() == Kind.INSTANT || to.kind() == Kind.TIMESTAMP;
            case UUID -> to.kind() == Kind.UUID || to.kind() == Kind.TEXT || to.kind() == Kind.CHAR;
            case ENUM -> to.kind() == Kind.ENUM || to.kind() == Kind.TEXT;
            case BYTES, TIME, JSON, SET, OPAQUE -> false;
        };
    }

    /** Whether what narrowing shows of a value is all of it. */
    boolean isWhole(String text) {
        return from.framing() != Framing.HASH
                && !(from.framing() == Framing.LENGTH_OR_HASH
                        && LONG_VALUE.matcher(text).matches());
    }

    /** Whether the column takes a value of another column of that type. */
    boolean takes(Alteration other, String text) {
        if (!writable() || !other.writable() || from.kind() != other.from.kind() || to.kind() != other.to.kind()) {
            return false;
        }
        boolean text1 = from.kind() == Kind.TEXT || from.kind() == Kind.CHAR;
        return text1 ? fits(text) : from.equals(other.from) && to.equals(other.to);
    }

    /**
     * The canonical text that a value is corrupted to, or null when it cannot be.
     *
     * @param text a whole value, not NULL
     */
    String of(Corruption corruption, String text) {
        if (!writable()) {
            return null;
        }
        return switch (corruption) {
            case ONE_BIT -> oneBit(text);
            case TRAILING_SPACE ->
                isText(to) && from instanceof LogicalType.Text && !text.isEmpty() && fits(text + " ")
                        ? text + " "
                        : null;
            case TIME_ZONE_SHIFT -> hourLater(text);
            case ROUNDING -> rounded(text);
            case UNICODE_NORMALISATION -> otherForm(text);
            case SIGN_OF_ZERO -> otherZero(text);
            case SWAPPED_COLUMNS, NULL_FOR_EMPTY, DROPPED_ROW, DOUBLED_ROW, EXCHANGED_ROWS -> null;
        };
    }

    /** Whether a value is an empty text, for which NULL can stand by mistake. */
    boolean isEmptyText(String text) {
        return text.isEmpty() && (from.kind() == Kind.TEXT || from.kind() == Kind.CHAR) && from.kind() == to.kind();
    }

    private String oneBit(String text) {
        return switch (from.kind()) {
            case INT ->
                NUMBER.matcher(text).matches() ? new BigInteger(text).flipBit(0).toString() : null;
            case BIT -> text.isEmpty() ? null : text.substring(0, text.length() - 1) + (text.endsWith("0") ? "1" : "0");
            default -> null;
        };
    }

    private String hourLater(String text) {
        boolean stamp = from.kind() == Kind.TIMESTAMP || from.kind() == Kind.INSTANT;
        if (!stamp || !STAMP.matcher(text).matches()) {
            return null;
        }
        LocalDateTime time = LocalDateTime.parse(text.substring(0, SECONDS_LENGTH), SECONDS);
        return SECONDS.format(time.plusHours(1)) + text.substring(SECONDS_LENGTH);
    }

    private String rounded(String text) {
        if (plainReal && ((LogicalType.Real) from).bits() == 64) {
            double value = RealText.parse(text);
            float narrow = (float) value;
            return Float.isFinite(narrow) && narrow != value ? RealText.of(narrow) : null;
        }
        if (!isExact(from) || !NUMBER.matcher(text).matches()) {
            return null;
        }
        BigDecimal value = new BigDecimal(text).stripTrailingZeros();
        if (value.scale() <= 0) {
            return null;
        }
        BigDecimal rounded = value.setScale(value.scale() - 1, RoundingMode.HALF_UP);
        boolean longer = rounded.precision() - rounded.scale() > value.precision() - value.scale();
        return (longer ? value.setScale(value.scale() - 1, RoundingMode.DOWN) : rounded).toPlainString();
    }

    private String otherForm(String text) {
        if (!(from instanceof LogicalType.Text) || !isText(to)) {
            return null;
        }
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        String decomposed = Normalizer.normalize(text, Normalizer.Form.NFD);
        String other = composed.equals(text) ? decomposed : composed;
        return other.equals(text) || !fits(other) ? null : other;
    }

    private String otherZero(String text) {
        if (!plainReal) {
            return null;
        }
        return switch (text) {
            case "0" -> "-0";
            case "-0" -> "0";
            default -> null;
        };
    }

    private boolean fits(String text) {
        long most = to instanceof LogicalType.Text bounded
                ? bounded.maxCharacters()
                : to instanceof LogicalType.Char fixed ? fixed.length() : -1;
        return most == 0 || text.codePointCount(0, text.length()) <= most;
    }

    private static boolean isText(LogicalType type) {
        return type.kind() == Kind.TEXT;
    }

    private static boolean isExact(LogicalType type) {
        return type.kind() == Kind.DECIMAL || type.kind() == Kind.NUMERIC;
    }
}
