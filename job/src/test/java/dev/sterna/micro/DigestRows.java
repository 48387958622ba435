package dev.sterna.micro;

import dev.sterna.dialect.rows.RealText;
import dev.sterna.digest.RowDigester;
import dev.sterna.digest.RowHash;
import dev.sterna.model.LogicalType.Wire;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/** Digests of rows out of values in their wire shape. */
final class DigestRows {
    private final Wire wire;
    private final RowDigester digester;
    private final boolean[] isNull = new boolean[Encoder.ROWS];
    private final long[] longs = new long[Encoder.ROWS];
    private final double[] doubles = new double[Encoder.ROWS];
    private final byte[][] octets = new byte[Encoder.ROWS][];

    private DigestRows(Sample sample) {
        wire = sample.type().wire();
        digester = new RowDigester(RowHash.CRC_PRODUCT, List.of(sample.type()));
        for (int i = 0; i < Encoder.ROWS; i++) {
            String canonical = sample.value(i);
            isNull[i] = canonical == null;
            if (canonical != null) {
                switch (wire) {
                    case LONG -> longs[i] = Long.parseLong(canonical);
                    case DOUBLE -> doubles[i] = RealText.parse(canonical);
                    case TEXT -> octets[i] = canonical.getBytes(StandardCharsets.UTF_8);
                    case BYTES -> octets[i] = HexFormat.of().parseHex(canonical);
                }
            }
        }
    }

    static Encoder of(Sample sample) {
        return new DigestRows(sample)::rows;
    }

    private long rows() {
        long sum = 0;
        for (int i = 0; i < Encoder.ROWS; i++) {
            if (isNull[i]) {
                digester.addNull();
            } else {
                switch (wire) {
                    case LONG -> digester.addLong(longs[i]);
                    case DOUBLE -> digester.addDouble(doubles[i]);
                    case TEXT, BYTES -> digester.addOctets(octets[i], 0, octets[i].length);
                }
            }
            sum += digester.endRow();
        }
        return sum;
    }
}
