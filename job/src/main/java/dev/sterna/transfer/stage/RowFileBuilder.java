package dev.sterna.transfer.stage;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;

/**
 * Begins Parquet files, compressed by zstd, of rows of any kind.
 *
 * @param <R> a row, which the support writes
 */
public final class RowFileBuilder<R> extends ParquetWriter.Builder<R, RowFileBuilder<R>> {
    private final WriteSupport<R> support;

    public RowFileBuilder(Path path, Configuration hadoop, WriteSupport<R> support) throws IOException {
        super(HadoopOutputFile.fromPath(path, hadoop));
        this.support = support;
        withConf(hadoop);
        withCompressionCodec(CompressionCodecName.ZSTD);
    }

    @Override
    protected RowFileBuilder<R> self() {
        return this;
    }

    @Override
    protected WriteSupport<R> getWriteSupport(Configuration configuration) {
        return support;
    }
}
