package dev.sterna.micro;

import dev.sterna.dialect.mysql.rows.LoadRows;
import dev.sterna.dialect.postgres.rows.CopyRows;
import dev.sterna.model.Staged;
import dev.sterna.transfer.stage.StageRows;
import dev.sterna.transfer.stage.ViewRows;
import java.util.Locale;
import java.util.Optional;

/** Where on its way a value is encoded. */
enum Stage {
    /** The digest of a row, alone. */
    DIGEST,
    /** From the source's wire shape to the digest and to what Parquet takes. */
    STAGE,
    /** Out of Spark's row, for a bulk writer. */
    VIEW,
    COPY_BINARY,
    COPY_TEXT,
    LOAD_DATA;

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Empty where the type does not go this way. */
    Optional<Encoder> encoder(Sample sample) {
        return switch (this) {
            case DIGEST -> Optional.of(DigestRows.of(sample));
            case STAGE -> Optional.of(StageRows.of(sample));
            case VIEW -> Optional.of(ViewRows.of(sample));
            case COPY_BINARY -> CopyRows.binary(sample);
            case COPY_TEXT -> Optional.of(CopyRows.text(sample));
            case LOAD_DATA -> Optional.of(LoadRows.of(sample));
        };
    }

    /** Why new objects are allowed, or empty where they are not. */
    Optional<String> excuse(Sample sample) {
        return Optional.ofNullable(
                switch (this) {
                    case DIGEST -> null;
                    case STAGE ->
                        asOctets(sample.staged())
                                ? "Parquet's writer takes texts, bytes and decimals beyond 18 digits as objects"
                                : null;
                    case VIEW ->
                        asOctets(sample.staged())
                                ? "Spark's row gives texts, bytes and decimals beyond 18 digits as objects"
                                : null;
                    case COPY_BINARY -> bigDecimal(sample);
                    case COPY_TEXT, LOAD_DATA -> longReal(sample) ? longRealExcuse() : bigDecimal(sample);
                });
    }

    private static boolean asOctets(Staged staged) {
        return switch (staged) {
            case TEXT, BYTES, DECIMAL_BIG -> true;
            case BOOL, INT, LONG, FLOAT, DOUBLE, DECIMAL_LONG, DATE, TIMESTAMP, INSTANT -> false;
        };
    }

    private static String bigDecimal(Sample sample) {
        return sample.staged() == Staged.DECIMAL_BIG ? "a decimal beyond 18 digits is a BigInteger" : null;
    }

    private static boolean longReal(Sample sample) {
        return sample == Sample.DOUBLE_LONG || sample == Sample.REAL_LONG;
    }

    private static String longRealExcuse() {
        return "the digits of a double that needs more than 15 are Java's, which makes a string of them";
    }
}
