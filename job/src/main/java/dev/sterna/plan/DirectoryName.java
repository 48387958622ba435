package dev.sterna.plan;

import dev.sterna.model.TableName;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Directory names for tables. */
final class DirectoryName {
    /** File systems take 255 octets. */
    private static final int MOST_CHARACTERS = 200;

    private DirectoryName() {}

    /**
     * Schema and name joined by a dot; every octet of UTF-8 besides ASCII lower-case letters, digits and underscores is
     * written as {@code -XX}, upper-case letters too, for file systems that fold case. What is too long for a file system
     * ends in a hash of the whole. Different tables get different names.
     */
    static String of(TableName table) {
        String name = escape(table.schema()) + "." + escape(table.name());
        return name.length() <= MOST_CHARACTERS
                ? name
                : name.substring(0, MOST_CHARACTERS) + "--"
                        + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                                .toString()
                                .replace("-", "");
    }

    private static String escape(String text) {
        StringBuilder out = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (octet >= 'a' && octet <= 'z' || octet >= '0' && octet <= '9' || octet == '_') {
                out.append((char) octet);
            } else {
                out.append(String.format("-%02X", octet & 0xff));
            }
        }
        return out.toString();
    }
}
