package dev.sterna;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No engine is named in code outside its dialect, neither as a word nor by how it spells its names. */
class NoEngineNamesTest {
    /** Where engines are known; and what starts their servers. */
    private static final List<String> KNOWN = List.of("dialect", "embedded");

    private static final Pattern COMMENT_OR_LITERAL = Pattern.compile(
            "//[^\n]*|/\\*(?s:.*?)\\*/|\"\"\"(?s:.*?)\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\"|'(?:\\\\.|[^'\\\\])+'");

    private static final Pattern NAME =
            Pattern.compile("[\\w$]*(?:postgres|mysql|mariadb|backquote)[\\w$]*|\\w*_ci\\b", Pattern.CASE_INSENSITIVE);

    /** Examples for people to copy, and names that a library gave. */
    private static final List<String> ALLOWED = List.of(
            "jdbc:mariadb://db1:3306/shop",
            "jdbc:postgresql://db2:5432/shop",
            "conf/mariadb-to-postgresql.conf",
            "isMysqlWithRollup");

    @Test
    void nowhereButInTheDialects() throws IOException {
        List<String> found = found(Path.of(System.getProperty("basedir", "."), "src/main/java/dev/sterna"));
        assertThat(found).isEmpty();
    }

    @Test
    void aPlantedNameIsFound(@TempDir Path root) throws IOException {
        Files.createDirectories(root.resolve("load"));
        Files.createDirectories(root.resolve("dialect/mysql"));
        Files.writeString(root.resolve("dialect/mysql/Mine.java"), "class MySql { String name = \"mysql\"; }");
        Files.writeString(root.resolve("load/Planted.java"), """
                /** PostgreSQL may be named in a comment. */
                class Planted { // MySQL too
                    String example = "jdbc:mariadb://db1:3306/shop";
                    boolean isMySql = engine.equals("post" + "gres") || engine.equals("Mariadb");
                    boolean folds = collation.endsWith("_ci") && '"' != c; // mysql
                    String url = "http://mysql/" /* mysql */ ;
                }
                """);
        assertThat(found(root))
                .containsExactly(
                        "load/Planted.java:4: isMySql",
                        "load/Planted.java:4: Mariadb",
                        "load/Planted.java:5: _ci",
                        "load/Planted.java:6: mysql");
    }

    private static List<String> found(Path root) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList()) {
                Path within = root.relativize(file);
                if (!KNOWN.contains(within.getName(0).toString())) {
                    found.addAll(found(within.toString().replace('\\', '/'), Files.readString(file)));
                }
            }
        }
        return found;
    }

    private static List<String> found(String file, String source) {
        String code = withoutComments(source);
        for (String allowed : ALLOWED) {
            code = code.replace(allowed, "");
        }
        List<String> found = new ArrayList<>();
        int line = 1;
        for (String text : code.split("\n", -1)) {
            Matcher name = NAME.matcher(text);
            while (name.find()) {
                found.add(file + ":" + line + ": " + name.group());
            }
            line++;
        }
        return found;
    }

    /** Keeps literals and the ends of lines. */
    private static String withoutComments(String source) {
        return COMMENT_OR_LITERAL.matcher(source).replaceAll(found -> {
            String text = found.group();
            return Matcher.quoteReplacement(text.startsWith("/") ? text.replaceAll("[^\n]", "") : text);
        });
    }
}
