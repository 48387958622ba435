package dev.sterna.decommission.evidence;

import dev.sterna.digest.Sha256;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/** A key of Ed25519, by which somebody stands for a list of hashes. Of its private half nothing is ever shown. */
public final class SigningKey {
    private static final String ALGORITHM = "Ed25519";

    private final PrivateKey secret;
    private final PublicKey open;

    private SigningKey(PrivateKey secret, PublicKey open) {
        this.secret = secret;
        this.open = open;
    }

    /**
     * Reads a private key as {@code openssl genpkey -algorithm ed25519} writes it; none where the settings name none.
     *
     * @param file empty for none
     * @throws SternaException (CONFIGURATION) when there is no such key in it
     */
    public static Optional<SigningKey> read(String file) {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            byte[] encoded = octets(Files.readString(Path.of(file), StandardCharsets.US_ASCII), "PRIVATE KEY");
            PrivateKey secret = KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            return Optional.of(new SigningKey(secret, opened(secret)));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException failure) {
            // What the reader says of the octets may show some of them.
            String why = failure instanceof IOException
                    ? failure.getClass().getSimpleName()
                    : "it is no private key of Ed25519 in PEM form";
            throw SternaException.of(
                    Category.CONFIGURATION,
                    "evidence-key",
                    null,
                    "Cannot read the key in sterna.evidence.key-file: " + file + ": " + why,
                    "Make one: openssl genpkey -algorithm ed25519 -out " + file
                            + "; or do without a signature: sterna.evidence.key-file = \"\"");
        }
    }

    /** The seed of a pair is its private half, so that it leads to the public one. */
    private static PublicKey opened(PrivateKey secret) throws GeneralSecurityException {
        byte[] seed = ((EdECPrivateKey) secret)
                .getBytes()
                .orElseThrow(() -> new GeneralSecurityException("A key without its octets"));
        KeyPairGenerator pairs = KeyPairGenerator.getInstance(ALGORITHM);
        pairs.initialize(NamedParameterSpec.ED25519, new Seed(seed));
        return pairs.generateKeyPair().getPublic();
    }

    /** Gives the same octets to whoever wants as many. */
    private static final class Seed extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte[] octets;

        Seed(byte[] octets) {
            this.octets = octets.clone();
        }

        @Override
        public void nextBytes(byte[] wanted) {
            System.arraycopy(octets, 0, wanted, 0, wanted.length);
        }
    }

    byte[] sign(byte[] octets) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(secret);
            signature.update(octets);
            return signature.sign();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JVM of this version has " + ALGORITHM, impossible);
        }
    }

    /** The public half as a text, as {@code openssl pkey -pubout} writes it. */
    String pem() {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(open.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    /** Whether octets were signed by who has the private half; false too when the text is no key. */
    static boolean isSigned(String pem, byte[] octets, byte[] signed) {
        try {
            PublicKey open =
                    KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(octets(pem, "PUBLIC KEY")));
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(open);
            signature.update(octets);
            return signature.verify(signed);
        } catch (GeneralSecurityException | IllegalArgumentException no) {
            return false;
        }
    }

    /** By what people know a public key: the SHA-256 of its octets. */
    static String fingerprint(String pem) {
        return Sha256.of(octets(pem, "PUBLIC KEY"));
    }

    private static byte[] octets(String pem, String what) {
        String begin = "-----BEGIN " + what + "-----";
        int from = pem.indexOf(begin);
        int to = pem.indexOf("-----END " + what + "-----");
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("No " + what);
        }
        return Base64.getMimeDecoder().decode(pem.substring(from + begin.length(), to));
    }
}
