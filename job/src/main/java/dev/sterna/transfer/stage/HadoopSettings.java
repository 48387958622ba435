package dev.sterna.transfer.stage;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetInputFormat;

/**
 * A configuration of Hadoop on its way to executors. It has more than a thousand entries, which Spark would write and read
 * anew for every task; so they are written once, and a process reads the same ones once. Nobody may change the value.
 */
public final class HadoopSettings implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Those of some tables at once; tables of one run have the same ones. */
    private static final int KEPT = 8;

    private static final Map<ByteBuffer, Configuration> READ = new LinkedHashMap<>(KEPT, 1, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Configuration> eldest) {
            return size() > KEPT;
        }
    };

    private final byte[] written;
    private transient volatile Configuration value;

    /**
     * Those by which files of a stage are reached, and read with their pages' checksums compared, which costs next to nothing
     * beside decoding.
     *
     * @param configuration as it is now; later changes of it do not travel
     */
    public static HadoopSettings of(Configuration configuration) {
        Configuration reading = new Configuration(configuration);
        reading.setBoolean(ParquetInputFormat.PAGE_VERIFY_CHECKSUM_ENABLED, true);
        return new HadoopSettings(reading);
    }

    private HadoopSettings(Configuration configuration) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(octets)) {
            configuration.write(out);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        written = octets.toByteArray();
    }

    /** The configuration; one and the same for all who ask in this process. */
    public Configuration value() {
        Configuration known = value;
        if (known == null) {
            synchronized (READ) {
                known = READ.computeIfAbsent(ByteBuffer.wrap(written), key -> read(written));
            }
            value = known;
        }
        return known;
    }

    private static Configuration read(byte[] octets) {
        Configuration configuration = new Configuration(false);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(octets))) {
            configuration.readFields(in);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return configuration;
    }
}
