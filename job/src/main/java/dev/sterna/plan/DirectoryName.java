package dev.sterna.plan;

import dev.sterna.model.TableName;
import java.nio.charset.StandardCharsets;

/** Directory names for tables. */
final class DirectoryName {
    private DirectoryName() {}

    /**
     * Schema and name joined by a dot; every octet of UTF-8 besides ASCII lower-case letters, digits and underscores is
     * written as {@code -XX}, upper-case letters too, for file systems that fold case. Different tables get different names.
     */
    static String of(TableName table) {
        return escape(table.schema()) + "." + escape(table.name());
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
