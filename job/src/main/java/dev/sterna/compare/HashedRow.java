package dev.sterna.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A row on its way through the narrowing.
 *
 * @param texts canonical text of every compared column; NULL as null; of what is no key, bytes and long
 *     texts as {@code octets#md5}; bytes of a key as hexadecimal
 */
public record HashedRow(long keyHash, long rowHash, String[] texts) {

    /** A view of all texts. */
    List<String> values() {
        return Collections.unmodifiableList(Arrays.asList(texts));
    }

    public List<String> texts(int[] columns) {
        List<String> chosen = new ArrayList<>(columns.length);
        for (int column : columns) {
            chosen.add(texts[column]);
        }
        return chosen;
    }
}
