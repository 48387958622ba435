package dev.sterna.dialect.postgres;

import dev.sterna.dialect.Identifiers;
import dev.sterna.dialect.NameRegister;
import java.nio.charset.StandardCharsets;

/**
 * Names of up to 63 octets, of any characters; two are one only if they are equal.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-syntax-lexical.html">SQL Syntax, Identifiers</a>
 */
final class PostgresIdentifiers implements Identifiers {
    /** NAMEDATALEN - 1; the server cuts off what is longer, and would make one name of two. */
    static final int OCTETS = 63;

    @Override
    public String fit(String name) {
        if (octets(name) <= OCTETS) {
            return name;
        }
        String end = "_" + NameRegister.hash(name);
        String start = name;
        while (octets(start) + end.length() > OCTETS) {
            start = start.substring(0, start.offsetByCodePoints(start.length(), -1));
        }
        return start + end;
    }

    @Override
    public String folded(String name) {
        return name;
    }

    private static int octets(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }
}
