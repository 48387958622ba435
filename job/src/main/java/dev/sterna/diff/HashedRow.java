package dev.sterna.diff;

import java.util.ArrayList;
import java.util.List;

/**
 * A row on its way through the narrowing.
 *
 * @param texts canonical text of every compared column; long ones as {@code octets#md5}; NULL as null
 */
record HashedRow(long keyHash, long rowHash, String[] texts) {

    List<String> texts(int[] columns) {
        List<String> chosen = new ArrayList<>(columns.length);
        for (int column : columns) {
            chosen.add(texts[column]);
        }
        return chosen;
    }
}
