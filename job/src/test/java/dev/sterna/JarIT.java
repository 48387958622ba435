package dev.sterna;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What spark-submit gets is the migration and nothing that only tests, the demo or the benchmark need. */
final class JarIT {
    private static final Path JAR = Path.of("target/sterna-job.jar");

    @Test
    void theJarHoldsTheJobAndNeitherServersNorDataNorTheBenchmark() throws IOException {
        List<String> entries;
        try (JarFile jar = new JarFile(JAR.toFile())) {
            entries = jar.stream().map(JarEntry::getName).toList();
        }
        assertThat(entries)
                .contains("dev/sterna/app/Main.class", "META-INF/services/dev.sterna.dialect.Dialect")
                .noneMatch(name -> name.startsWith("dev/sterna/embedded/"))
                .noneMatch(name -> name.startsWith("dev/sterna/launcher/"))
                .noneMatch(name -> name.startsWith("dev/sterna/micro/"))
                .noneMatch(name -> name.startsWith("io/trino/"))
                .noneMatch(name -> name.startsWith("io/zonky/"))
                .noneMatch(name -> name.startsWith("ch/vorburger/"))
                .noneMatch(name -> name.startsWith("org/mariadb/"))
                .noneMatch(name -> name.startsWith("com/github/"));
    }
}
