package dev.sterna.digest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 in lower-case hex, as other programs write it. */
public final class Sha256 {
    private final MessageDigest digest;

    private Sha256(MessageDigest digest) {
        this.digest = digest;
    }

    /** One to which nothing was added yet. */
    public static Sha256 begin() {
        try {
            return new Sha256(MessageDigest.getInstance("SHA-256"));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JVM has SHA-256", impossible);
        }
    }

    /** Of a text in UTF-8. */
    public static String of(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        return begin().add(octets, octets.length).hex();
    }

    /** Of octets. */
    public static String of(byte[] octets) {
        return begin().add(octets, octets.length).hex();
    }

    /** Adds the first octets of some. */
    public Sha256 add(byte[] octets, int length) {
        digest.update(octets, 0, length);
        return this;
    }

    /** Of all that was added; to be asked once. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
