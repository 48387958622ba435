package dev.sterna.dialect.mysql.catalog;

import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What SHOW CREATE TABLE alone tells. The text is held one octet a character: a binary default is in no character set,
 * and all that is looked for but names is ASCII.
 */
record CreateTableText(String octets) {
    private static final Pattern HEXADECIMAL = Pattern.compile("^[^']* DEFAULT 0x((?:[0-9A-Fa-f]{2})*)");

    private static final Pattern PERIOD =
            Pattern.compile("\n  PERIOD FOR (`(?:[^`]|``)*`) \\((`(?:[^`]|``)*`, `(?:[^`]|``)*`)\\)");

    static CreateTableText of(byte[] statement) {
        return new CreateTableText(new String(statement, StandardCharsets.ISO_8859_1));
    }

    /** The octets of a column's literal default, or null when it is an expression or absent. */
    byte[] defaultOf(String column) {
        String line = line("  " + MySqlLiterals.quote(column) + " ");
        if (line == null) {
            return null;
        }
        Matcher digits = HEXADECIMAL.matcher(line);
        if (digits.find()) {
            return HexFormat.of().parseHex(digits.group(1));
        }
        int at = line.indexOf(" DEFAULT '");
        return at < 0 ? null : unquoted(line, at + " DEFAULT '".length());
    }

    /** The definition of an index that is neither the primary one nor a constraint's, as it stands in the statement, or null. */
    String key(String kind, String name) {
        String line = line("  " + kind + " KEY " + MySqlLiterals.quote(name) + " ");
        return line == null ? null : decoded(line.strip().replaceFirst(",$", ""));
    }

    /** The clause that divides the table, or null. */
    String partitioning() {
        int at = octets.indexOf("\n PARTITION BY ");
        if (at < 0) {
            at = octets.indexOf("\n/*!50100 PARTITION BY ");
        }
        return at < 0 ? null : decoded(octets.substring(at)).strip().replaceFirst("^/\\*!\\d+ (?s)(.*) \\*/$", "$1");
    }

    /** The periods over two columns: name to columns, both as they stand in the statement. */
    Map<String, String> periods() {
        Map<String, String> periods = new LinkedHashMap<>();
        Matcher period = PERIOD.matcher(octets);
        while (period.find()) {
            periods.put(decoded(period.group(1)), decoded(period.group(2)));
        }
        return periods;
    }

    private String line(String start) {
        String sought = "\n" + new String(start.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        int at = octets.indexOf(sought);
        if (at < 0) {
            return null;
        }
        // Line breaks within literals are escaped, so that one ends the definition.
        int end = octets.indexOf('\n', at + 1);
        return octets.substring(at + 1, end < 0 ? octets.length() : end);
    }

    private static byte[] unquoted(String line, int from) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = from; i < line.length(); i++) {
            char at = line.charAt(i);
            if (at == '\'') {
                if (!line.startsWith("''", i)) {
                    break;
                }
                i++;
            } else if (at == '\\' && i + 1 < line.length()) {
                i++;
                at = switch (line.charAt(i)) {
                    case '0' -> '\0';
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case 'Z' -> '\u001a';
                    default -> line.charAt(i);
                };
            }
            out.write(at);
        }
        return out.toByteArray();
    }

    private static String decoded(String text) {
        return new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
