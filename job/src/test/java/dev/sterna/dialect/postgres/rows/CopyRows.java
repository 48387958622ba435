package dev.sterna.dialect.postgres.rows;

import dev.sterna.dialect.ListedRow;
import dev.sterna.dialect.rows.BulkLoad.Incoming;
import dev.sterna.micro.Encoder;
import dev.sterna.micro.Sample;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import java.util.Locale;
import java.util.Optional;

/** Encoders of COPY as {@link CopyWriter} uses them, without a server behind. */
public final class CopyRows {
    private static final int FLUSH_OCTETS = 1 << 16;

    private CopyRows() {}

    /** Empty where the type goes by text only. */
    public static Optional<Encoder> binary(Sample sample) {
        FieldEncoder encoder = BinaryFields.of(incoming(sample));
        return encoder == null ? Optional.empty() : Optional.of(rows(sample, encoder));
    }

    public static Encoder text(Sample sample) {
        return rows(sample, TextFields.of(incoming(sample)));
    }

    private static Incoming incoming(Sample sample) {
        LogicalType to = sample == Sample.BIGINT_UNSIGNED ? new LogicalType.Decimal(20, 0) : sample.type();
        String nativeType = to.kind().name().toLowerCase(Locale.ROOT);
        return new Incoming(new Column("c", to, nativeType, true, Column.Generated.NO, null, null), sample.type());
    }

    private static Encoder rows(Sample sample, FieldEncoder encoder) {
        ListedRow[] rows = sample.stagedRows();
        CopyBuffer out = new CopyBuffer();
        return () -> {
            for (ListedRow row : rows) {
                // as it is flushed on its way
                out.position(out.position() < FLUSH_OCTETS ? out.position() : 0);
                if (row.isNull(0)) {
                    out.putInt(-1);
                } else {
                    encoder.encode(row, 0, out);
                }
            }
            return (long) out.position() + out.reserve(0)[0];
        };
    }
}
