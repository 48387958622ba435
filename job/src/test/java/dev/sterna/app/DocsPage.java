package dev.sterna.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;

/** A page of the documentation, or a part of one: what it tells to type, and what it shows. */
record DocsPage(String text) {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern SHOP_LINE = Pattern.compile("(?m)^scripts/sterna +(.* --config shop\\.conf.*)$");

    /** @param file as in {@code docs/live.md} */
    static DocsPage of(String file) throws IOException {
        return new DocsPage(Files.readString(ROOT.resolve(file)));
    }

    /** Its sections, each with its heading at the beginning; the first is what comes before them. */
    List<DocsPage> sections() {
        return Arrays.stream(text.split("\n## ")).map(DocsPage::new).toList();
    }

    /** The section whose heading begins so. */
    DocsPage section(String heading) {
        return sections().stream()
                .filter(section -> section.text.startsWith(heading))
                .findFirst()
                .orElseThrow();
    }

    /** The command lines, in its order. */
    List<String> lines() {
        return SHOP_LINE.matcher(text).results().map(found -> found.group(1)).toList();
    }

    /** The examples in this language that begin so. */
    List<String> blocks(String language, String begins) {
        return Pattern.compile("```" + language + "\n(" + Pattern.quote(begins) + ".*?)```", Pattern.DOTALL)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** The first of them. */
    String block(String language, String begins) {
        List<String> blocks = blocks(language, begins);
        assertThat(blocks)
                .as("examples in " + language + " that begin with " + begins)
                .isNotEmpty();
        return blocks.get(0);
    }

    /** The example that begins so has the members of the real thing, in their order. */
    void assertShows(String what, String begins, JsonNode real) throws IOException {
        assertSameMembers(what, new ObjectMapper().readTree(block("json", begins)), real);
    }

    /** The example of a command's result has the members of the first real one. */
    void assertShows(String command, List<JsonNode> answers) throws IOException {
        JsonNode real = answers.stream()
                .filter(answer -> answer.path("command").asText().equals(command))
                .findFirst()
                .orElseThrow();
        assertShows(command, "{\"command\":\"" + command + "\"", real);
    }

    /** Types one of its lines, in the shop's place, which has to end well. */
    static Cli typed(String line, Shop shop) {
        Cli cli = Cli.run(words(line, shop));
        assertThat(cli.exitCode()).as(line + "\n" + cli.out() + cli.err()).isZero();
        return cli;
    }

    static String[] words(String line, Shop shop) {
        return Arrays.stream(line.replaceFirst("\\s+#.*$", "").strip().split("\\s+"))
                .map(word -> word.equals("shop.conf") ? shop.config().toString() : word)
                .toArray(String[]::new);
    }

    private static void assertSameMembers(String at, JsonNode shown, JsonNode real) {
        assertThat(names(shown)).as(at).isEqualTo(names(real));
        shown.fieldNames().forEachRemaining(name -> {
            JsonNode left = shown.get(name);
            JsonNode right = real.get(name);
            // Events differ from each other, states have the servers' names, and marks those of tables; all else has
            // one form.
            if (!List.of("events", "states", "sourceMarks", "targetMarks").contains(name)) {
                assertSameMembers(
                        at + "." + name,
                        left.isArray() && !left.isEmpty() ? left.get(0) : left,
                        right.isArray() && !right.isEmpty() ? right.get(0) : right);
            }
        });
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        for (Iterator<String> each = node.fieldNames(); each.hasNext(); ) {
            names.add(each.next());
        }
        return names;
    }
}
