package dev.sterna.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** An authority of a test and certificates of its servers, made by the JDK's keytool. */
public final class Certificates {
    private static final String PASSWORD = "changeit";

    private final Path directory;
    private final Path store;

    /** Makes an authority. */
    public Certificates(Path directory, String name) {
        this.directory = directory;
        this.store = directory.resolve(name + ".p12");
        keytool(
                "-genkeypair",
                "-alias",
                "ca",
                "-dname",
                "CN=" + name,
                "-ext",
                "bc:c",
                "-keyalg",
                "RSA",
                "-validity",
                "30");
    }

    /** The authority's certificate. */
    public Path authority() {
        return pem("ca", "authority-" + store.getFileName());
    }

    /** A certificate for a name, as in {@code dns:localhost}; the private key is in the file beside it. */
    public Path server(String alias, String name) {
        keytool("-genkeypair", "-alias", alias, "-dname", "CN=" + alias, "-keyalg", "RSA", "-validity", "30");
        Path request = directory.resolve(alias + ".csr");
        Path signed = directory.resolve(alias + ".crt");
        keytool("-certreq", "-alias", alias, "-file", request.toString());
        keytool(
                "-gencert",
                "-alias",
                "ca",
                "-infile",
                request.toString(),
                "-outfile",
                signed.toString(),
                "-ext",
                "san=" + name,
                "-rfc");
        keytool("-importcert", "-noprompt", "-alias", alias, "-file", signed.toString());
        return pem(alias, alias + ".pem");
    }

    /** The private key of such a certificate, for its owner only. */
    public Path key(String alias) {
        try {
            byte[] key = load().getKey(alias, PASSWORD.toCharArray()).getEncoded();
            Path file = write(alias + ".key", "PRIVATE KEY", key);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            return file;
        } catch (GeneralSecurityException | IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private Path pem(String alias, String name) {
        try {
            Certificate certificate = load().getCertificate(alias);
            return write(name, "CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException | IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private KeyStore load() throws GeneralSecurityException, IOException {
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            return keys;
        }
    }

    private Path write(String name, String kind, byte[] bytes) throws IOException {
        return Files.writeString(
                directory.resolve(name),
                "-----BEGIN " + kind + "-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + kind
                        + "-----\n");
    }

    private void keytool(String... words) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(words));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(said);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interruption);
        }
    }
}
