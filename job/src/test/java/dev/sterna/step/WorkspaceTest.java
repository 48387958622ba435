package dev.sterna.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTest {
    @TempDir
    private java.nio.file.Path folder;

    /** On a file system without an atomic replacement, cut short after every one of its steps. */
    @Test
    void aCrashLosesNeitherTheOldTextNorTheNew() {
        for (int steps = 0; steps < 6; steps++) {
            Workspace workspace = workspace("other");
            workspace.write("f" + steps, "old");
            Mortal.stepsLeft = steps;
            String name = "f" + steps;
            boolean survived = steps >= 4;
            if (!survived) {
                assertThatThrownBy(() -> workspace.write(name, "new")).isInstanceOf(UncheckedIOException.class);
            } else {
                workspace.write(name, "new");
            }
            Mortal.stepsLeft = Integer.MAX_VALUE;
            assertThat(workspace.read(name))
                    .as("after %s steps", steps)
                    .hasValueSatisfying(text ->
                            assertThat(text).isIn(survived ? new Object[] {"new"} : new Object[] {"old", "new"}));
            assertThat(workspace.tail(name, 100)).isPresent();
            workspace.write(name, "newer");
            assertThat(workspace.read(name)).contains("newer");
            assertThat(workspace.list(".")).allMatch(file -> file.matches("\\./f\\d"));
        }
    }

    /** HDFS replaces in one step, object stores by writing: neither is ever without the file. */
    @Test
    void hdfsAndObjectStoresNeverDelete() {
        for (String scheme : new String[] {"hdfs", "s3a"}) {
            Workspace workspace = workspace(scheme);
            workspace.write("f", "old");
            Mortal.deletes = 0;
            workspace.write("f", "new");
            assertThat(workspace.read("f")).contains("new");
            assertThat(Mortal.deletes).as(scheme).isZero();
        }
    }

    private Workspace workspace(String scheme) {
        Configuration hadoop = new Configuration(false);
        hadoop.set("fs." + scheme + ".impl", Mortal.class.getName());
        hadoop.setBoolean("fs." + scheme + ".impl.disable.cache", true);
        hadoop.set("fs.AbstractFileSystem." + scheme + ".impl", MortalContext.class.getName());
        hadoop.set("scheme", scheme);
        return new Workspace(scheme + "://" + (scheme.equals("other") ? "" : "nowhere") + folder, hadoop);
    }

    /** Files of this machine under another scheme; after a number of renames and deletions it is as if the power were gone. */
    public static class Mortal extends RawLocalFileSystem {
        static int stepsLeft = Integer.MAX_VALUE;
        static int deletes;

        @Override
        public URI getUri() {
            String scheme = getConf() == null ? "other" : getConf().get("scheme", "other");
            return URI.create(scheme + "://" + (scheme.equals("other") ? "/" : "nowhere"));
        }

        @Override
        protected void checkPath(Path path) {
            // whatever its authority
        }

        @Override
        public boolean rename(Path from, Path to) throws IOException {
            step();
            return super.rename(from, to);
        }

        /** As HDFS does it. */
        @Override
        protected void rename(Path from, Path to, Options.Rename... options) throws IOException {
            java.nio.file.Files.move(
                    pathToFile(from).toPath(),
                    pathToFile(to).toPath(),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING,
                    java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        }

        @Override
        public boolean delete(Path path, boolean recursive) throws IOException {
            step();
            deletes++;
            return super.delete(path, recursive);
        }

        private static void step() throws IOException {
            if (stepsLeft-- <= 0) {
                throw new IOException("The machine is gone");
            }
        }
    }

    /** {@link Mortal} for FileContext. */
    public static final class MortalContext extends DelegateToFileSystem {
        public MortalContext(URI uri, Configuration hadoop) throws IOException, URISyntaxException {
            super(uri, configured(hadoop), hadoop, uri.getScheme(), false);
        }

        private static Mortal configured(Configuration hadoop) {
            Mortal files = new Mortal();
            files.setConf(hadoop);
            return files;
        }

        @Override
        public void renameInternal(Path from, Path to, boolean overwrite) throws IOException {
            fsImpl.getConf();
            ((Mortal) fsImpl).rename(from, to, Options.Rename.OVERWRITE);
        }

        @Override
        public int getUriDefaultPort() {
            return -1;
        }
    }
}
