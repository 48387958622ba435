package dev.sterna.dialect.convert;

import java.util.Locale;

/** How types are written, whatever the engine. */
public final class TypeSpelling {
    private TypeSpelling() {}

    /** A type in small letters, without blanks that say nothing. */
    public static String plain(String nativeType) {
        return nativeType
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\s+", " ")
                .replaceAll(" ?([(,]) ?", "$1")
                .replaceAll(" \\)", ")");
    }
}
