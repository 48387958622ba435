package dev.sterna.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/configuration.md} is made of {@code reference.conf}: {@code -Dgolden.update=true} rewrites it. */
class ConfigurationReferenceTest {
    private static final Path PAGE = Path.of("../docs/configuration.md");

    private static final String HEAD = """
            # Configuration

            <!-- Made of job/src/main/resources/dev/sterna/config/reference.conf by ConfigurationReferenceTest:
                 mvn -pl job -am test -Dtest=ConfigurationReferenceTest -Dgolden.update=true -->

            Settings are written in HOCON and read from the files of `--config`, in their order; later ones win, and
            `-D path=value` beats them all. A file may be a path or a URI (`file:`, `hdfs:`, `s3a:`), and may
            `include "other.conf"`, relative to itself. `${NAME}` is another key or an environment variable, `${?NAME}` one that
            may be absent. Keys outside of `sterna { }` are your own, for such substitutions. `conf/` has examples.

            All mistakes are reported at once, with file and line, and end with exit code 3: unknown keys (with the nearest
            known one), values of the wrong form, missing servers. A password in a JDBC URL is refused, because drivers and servers
            write URLs into logs; no message, log or report of Sterna shows a password. What stands on a command line, `-D` too, is in the
            machine's list of processes for everybody to see: give a password by `password-file`, by `password-alias` or by an
            environment variable, as in `${?SOURCE_PASSWORD}`. Of driver
            properties, Spark properties and URL parameters only those are shown that are known to be harmless.

            `include` as a key needs no quotes here, unlike in plain HOCON.

            """;

    @Test
    void pageIsUpToDate() throws IOException {
        String page = page();
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE)
                .as("run this test with -Dgolden.update=true to rewrite it")
                .hasContent(page);
    }

    @Test
    void everyKeyHasComment() {
        List<String> bare = new ArrayList<>();
        describe(
                List.of("sterna"),
                (ConfigObject) SettingsLoader.reference().root().get("sterna"),
                (path, value) -> {
                    if (value.origin().comments().isEmpty()) {
                        bare.add(path);
                    }
                });
        assertThat(bare).isEmpty();
    }

    private static String page() {
        StringBuilder page = new StringBuilder(HEAD);
        describe(
                List.of("sterna"),
                (ConfigObject) SettingsLoader.reference().root().get("sterna"),
                (path, value) -> page.append("## `")
                        .append(path)
                        .append("`\n")
                        .append(value.origin().comments().stream()
                                .map(String::strip)
                                .collect(Collectors.joining("\n")))
                        .append("\n\n")
                        .append(defaultOf(value)));
        return page.toString().stripTrailing() + "\n";
    }

    private static String defaultOf(ConfigValue value) {
        if (value instanceof ConfigObject object && !object.isEmpty()) {
            return "";
        }
        boolean none = value.valueType() == ConfigValueType.NULL;
        String text = value.valueType() == ConfigValueType.STRING
                ? String.valueOf(value.unwrapped())
                : value.render(ConfigRenderOptions.concise());
        return none ? "No default.\n\n" : "Default: `" + text + "`\n\n";
    }

    private static void describe(List<String> path, ConfigObject object, Visitor visitor) {
        object.entrySet().stream()
                .sorted(Comparator.comparingInt(
                        entry -> entry.getValue().origin().lineNumber()))
                .forEach(entry -> {
                    List<String> below = new ArrayList<>(path);
                    below.add(entry.getKey());
                    visitor.visit(ConfigUtil.joinPath(below), entry.getValue());
                    if (entry.getValue() instanceof ConfigObject child) {
                        describe(below, child, visitor);
                    }
                });
    }

    private interface Visitor {
        void visit(String path, ConfigValue value);
    }
}
