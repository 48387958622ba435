package dev.sterna.dialect.mysql.catalog;

import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.dialect.mysql.sql.MySqlTokens;
import dev.sterna.sql.SqlToken;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
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

    private static final Pattern WITHOUT_OVERLAPS = Pattern.compile("`((?:[^`]|``)*)` WITHOUT OVERLAPS\\)");

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

    /** The period in which a unique key takes no two rows that overlap, as the catalogue has its name; or null. */
    String periodOf(String key) {
        String line =
                line(key.equals("PRIMARY") ? "  PRIMARY KEY (" : "  UNIQUE KEY " + MySqlLiterals.quote(key) + " (");
        if (line == null) {
            return null;
        }
        Matcher period = WITHOUT_OVERLAPS.matcher(line);
        return period.find() ? decoded(period.group(1)).replace("``", "`") : null;
    }

    /**
     * A column's expression as it was sent, where the catalogue has lost characters of it.
     *
     * @param listed as the catalogue has it
     * @param before the words and signs that stand before it
     * @return null where the statement has none that looks like it
     */
    String ofColumn(String column, String listed, String... before) {
        return told(line("  " + MySqlLiterals.quote(column) + " "), listed, before);
    }

    /** The same, of a check with a name. */
    String ofCheck(String name, String listed) {
        return told(line("  CONSTRAINT " + MySqlLiterals.quote(name) + " CHECK "), listed, "CHECK", "(");
    }

    /** The same, of an expression that is indexed. */
    String ofIndex(String name, String listed) {
        String line = line("  KEY " + MySqlLiterals.quote(name) + " ");
        return told(line != null ? line : line("  UNIQUE KEY " + MySqlLiterals.quote(name) + " "), listed, "(");
    }

    private static String told(String line, String listed, String... before) {
        if (line == null) {
            return null;
        }
        String text = StoredExpression.plain(decoded(line));
        List<SqlToken> tokens = MySqlTokens.of(text);
        List<SqlToken> sought = MySqlTokens.of(listed);
        for (int at = before.length; at + sought.size() <= tokens.size(); at++) {
            boolean behind = true;
            for (int i = 0; i < before.length; i++) {
                behind &= tokens.get(at - before.length + i).is(before[i]);
            }
            if (behind && looksLike(tokens.subList(at, at + sought.size()), sought)) {
                return text.substring(
                        tokens.get(at).start(),
                        tokens.get(at + sought.size() - 1).end());
            }
        }
        return null;
    }

    /** Names and texts are what may have lost characters. */
    private static boolean looksLike(List<SqlToken> tokens, List<SqlToken> sought) {
        for (int i = 0; i < sought.size(); i++) {
            SqlToken token = tokens.get(i);
            boolean open = token.kind() == SqlToken.Kind.TEXT || token.kind() == SqlToken.Kind.NAME;
            if (token.kind() != sought.get(i).kind()
                    || !open && !token.plain().equals(sought.get(i).plain())) {
                return false;
            }
        }
        return !sought.isEmpty();
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
