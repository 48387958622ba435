package dev.sterna.step;

import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.apache.hadoop.fs.CommonPathCapabilities;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Streams into files that grow. */
final class AppendedFile {
    private AppendedFile() {}

    /**
     * A stream that appends to a file, creating it if need be, or empty where the store cannot append. What is written is
     * visible to others after {@link OutputStream#flush()}.
     */
    static Optional<OutputStream> open(FileSystem files, Path path) throws IOException {
        if ("file".equals(files.getUri().getScheme())) {
            files.mkdirs(path.getParent());
            // A stream of java.nio closes for everybody when one thread that writes to it is interrupted.
            return Optional.of(
                    new FileOutputStream(files.makeQualified(path).toUri().getPath(), true));
        }
        if (!files.hasPathCapability(path, CommonPathCapabilities.FS_APPEND)) {
            return Optional.empty();
        }
        FSDataOutputStream out = files.exists(path) ? files.append(path) : files.create(path, false);
        return Optional.of(new HadoopFlush(out));
    }

    /** HDFS shows others nothing on a plain flush. */
    private static final class HadoopFlush extends FilterOutputStream {
        private final FSDataOutputStream hadoop;

        HadoopFlush(FSDataOutputStream hadoop) {
            super(hadoop);
            this.hadoop = hadoop;
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            hadoop.write(octets, offset, length);
        }

        @Override
        public void flush() throws IOException {
            hadoop.hflush();
        }
    }
}
