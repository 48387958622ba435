package dev.sterna.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of files that a process leaves open when it is killed, on stores that can append and on those that cannot. */
class LineFileTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"file", "noappend"})
    void whatWasFlushedOutlivesTheProcess(String scheme) {
        Workspace workspace = workspace(scheme);
        assertThat(LineFile.list(workspace, "d")).isEmpty();
        assertThat(lines(workspace, "d/a")).isEmpty();
        LineFile killed = LineFile.open(workspace, "d/a");
        killed.append("one");
        killed.append("two ä");
        killed.flush();
        await().untilAsserted(() -> assertThat(lines(workspace, "d/a")).containsExactly("one", "two ä"));
        assertThat(LineFile.list(workspace, "d")).containsExactly("d/a");

        try (LineFile other = LineFile.open(workspace, "d/b")) {
            other.append("x");
        }
        assertThat(lines(workspace, "d/b")).containsExactly("x");
        assertThat(LineFile.list(workspace, "d")).containsExactly("d/a", "d/b");

        workspace.deleteAll("d");
        workspace.deleteAll("d");
        assertThat(LineFile.list(workspace, "d")).isEmpty();
    }

    private static List<String> lines(Workspace workspace, String name) {
        List<String> lines = new ArrayList<>();
        LineFile.each(workspace, name, lines::add);
        return lines;
    }

    private Workspace workspace(String scheme) {
        Configuration hadoop = new Configuration();
        hadoop.set("fs.noappend.impl", EventLogTest.NoAppend.class.getName());
        return new Workspace(scheme + "://" + folder.resolve("run"), hadoop);
    }
}
