package dev.sterna.dialect.convert;

import dev.sterna.dialect.Identifiers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;

/** Gives names of an engine, each once within one space of names (the columns of a table, the indexes of a schema). */
public final class NameRegister {
    private static final int HASH_DIGITS = 8;

    private final Identifiers identifiers;
    private final Set<String> taken = new HashSet<>();

    public NameRegister(Identifiers identifiers) {
        this.identifiers = identifiers;
    }

    /** The wanted name where it is free, or else one that the same calls in the same order give again. */
    public String take(String wanted) {
        String name = identifiers.fit(wanted);
        for (int i = 2; !taken.add(identifiers.folded(name)); i++) {
            name = identifiers.fit(wanted + "_" + hash(wanted + "/" + i));
        }
        return name;
    }

    /** Takes a name that is there already. */
    public void reserve(String name) {
        taken.add(identifiers.folded(name));
    }

    /** Some digits that stand for a text, for names. */
    public static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every JVM has SHA-256", missing);
        }
    }
}
