package dev.sterna.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Enumeration;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The programs of a server, unpacked from its artefact once per version and operating-system user, and kept: below
 * {@code java.io.tmpdir}, in a directory named after the user, so that two users never meet in one.
 */
final class Binaries {
    private Binaries() {}

    /** Opens the decompressed form of a stream. */
    @FunctionalInterface
    interface Decompression {
        InputStream open(InputStream compressed) throws IOException;
    }

    /** Unpacks files below a prefix of the jar that holds the anchor, which is a resource in it. */
    static Path fromJar(String anchor, String prefix, Predicate<String> wanted) {
        URL jar = resource(anchor);
        return unpacked(jar, target -> copyJar(jar, prefix, wanted, target));
    }

    /** Unpacks a tarball that is a resource. */
    static Path fromTarball(String resource, Decompression decompression) {
        URL tarball = resource(resource);
        return unpacked(tarball, target -> {
            try (InputStream in = decompression.open(new BufferedInputStream(tarball.openStream()));
                    TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
                copyTar(tar, target);
            }
        });
    }

    private static URL resource(String name) {
        URL url = Binaries.class.getResource(name);
        if (url == null || !"jar".equals(url.getProtocol())) {
            throw new EmbeddedServerException(
                    EmbeddedServerException.Reason.NO_BINARIES,
                    "Cannot start an embedded server: " + name + " is not on the class path",
                    "Run this on Linux on x86-64, or name servers of your own by URL",
                    null);
        }
        return url;
    }

    @FunctionalInterface
    private interface Unpacking {
        void into(Path directory) throws IOException;
    }

    private static Path unpacked(URL resource, Unpacking unpacking) {
        try {
            String jar = ((JarURLConnection) resource.openConnection())
                    .getJarFileURL()
                    .getPath();
            String name = Path.of(jar).getFileName().toString().replaceFirst("\\.jar$", "");
            Path home = home();
            Path target = home.resolve(name);
            if (Files.isDirectory(target)) {
                return target;
            }
            Path staging = Files.createTempDirectory(home, "unpacking-");
            Files.setPosixFilePermissions(staging, PosixFilePermissions.fromString("rwxr-xr-x"));
            unpacking.into(staging);
            try {
                Files.move(staging, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileSystemException e) {
                ChildProcess.remove(staging);
                if (!Files.isDirectory(target)) {
                    throw e;
                }
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot unpack an embedded server into " + System.getProperty("java.io.tmpdir"), e);
        }
    }

    /** The directory of this user, refused when it belongs to somebody else: programs in it are going to be run. */
    private static Path home() throws IOException {
        String user = System.getProperty("user.name").replaceAll("[^A-Za-z0-9._-]", "_");
        Path home = Path.of(System.getProperty("java.io.tmpdir"), "sterna-embedded-" + user);
        Files.createDirectories(home);
        Path mine = Files.createTempFile("sterna-owner-", "");
        try {
            if (Files.isSymbolicLink(home)
                    || !Files.getOwner(home, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(mine))) {
                throw new IOException(home + " belongs to another user; set java.io.tmpdir");
            }
        } finally {
            Files.delete(mine);
        }
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        return home;
    }

    private static void copyJar(URL resource, String prefix, Predicate<String> wanted, Path target) throws IOException {
        JarURLConnection connection = (JarURLConnection) resource.openConnection();
        connection.setUseCaches(false);
        try (JarFile jar = connection.getJarFile()) {
            Enumeration<JarEntry> entries = jar.entries();
            while (entries.hasMoreElements()) {
                JarEntry entry = entries.nextElement();
                if (entry.isDirectory() || !entry.getName().startsWith(prefix)) {
                    continue;
                }
                String name = entry.getName().substring(prefix.length());
                if (wanted.test(name)) {
                    Path file = inside(target, name);
                    Files.createDirectories(file.getParent());
                    try (InputStream in = jar.getInputStream(entry)) {
                        Files.copy(in, file);
                    }
                    permit(file, name.startsWith("bin/"));
                }
            }
        }
    }

    private static void copyTar(TarArchiveInputStream tar, Path target) throws IOException {
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            Path file = inside(target, entry.getName());
            if (entry.isDirectory()) {
                Files.createDirectories(file);
            } else {
                Files.createDirectories(file.getParent());
                if (entry.isSymbolicLink()) {
                    link(file, Path.of(entry.getLinkName()));
                } else if (entry.isLink()) {
                    Files.createLink(file, inside(target, entry.getLinkName()));
                } else {
                    Files.copy(tar, file, StandardCopyOption.REPLACE_EXISTING);
                    permit(file, (entry.getMode() & 0100) != 0);
                }
            }
        }
    }

    /** Absolute links point to where the archive was made, and to nothing here. */
    private static void link(Path file, Path destination) throws IOException {
        if (!destination.isAbsolute()) {
            Files.createSymbolicLink(file, destination);
        }
    }

    private static Path inside(Path target, String name) throws IOException {
        Path file = target.resolve(name).normalize();
        if (!file.startsWith(target)) {
            throw new IOException("Cannot unpack outside the directory: " + name);
        }
        return file;
    }

    private static void permit(Path file, boolean executable) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
}
