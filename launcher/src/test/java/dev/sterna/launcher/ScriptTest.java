package dev.sterna.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** {@code scripts/sterna} in an empty checkout, with a JDK and a Maven that only pretend. */
final class ScriptTest {
    private static final List<String> MODULES = List.of("job/embedded", "job", "launcher", "launcher/bench");
    private static final String JAVA = """
            #!/bin/sh
            case "$*" in
              -version) echo 'openjdk version "%s" 2025-01-01' >&2 ;;
              *-XX:ArchiveClassesAtExit=*)
                echo "chatter of the warm-up"
                for word in "$@"; do
                  case $word in -XX:ArchiveClassesAtExit=*) : >"${word#*=}" ;; esac
                done ;;
              *) printf '<%%s>\\n' "$@" ;;
            esac
            """;
    private static final String MAVEN = """
            #!/bin/sh
            echo built >>builds
            echo "[INFO] Building Sterna job 1 [2/3]"
            sleep 1
            mkdir -p job/target job/embedded/target launcher/target launcher/bench/target
            : >job/target/sterna-job.jar
            : >job/embedded/target/sterna-embedded.jar
            : >launcher/target/sterna-launcher.jar
            : >launcher/bench/target/sterna-bench.jar
            printf '%s' "$PWD/job/target/sterna-job.jar:$PWD/job/embedded/target/sterna-embedded.jar" \\
              >launcher/target/classpath
            """;

    @TempDir
    private Path folder;

    private Path root;
    private Path tools;

    @BeforeEach
    void checkOut() throws IOException {
        root = Files.createDirectories(folder.resolve("a check out"));
        write(root.resolve("pom.xml"), "");
        for (String module : MODULES) {
            write(root.resolve(module + "/pom.xml"), "");
            write(root.resolve(module + "/src/main/A.java"), "");
        }
        Path script = write(root.resolve("scripts/sterna"), Files.readString(Path.of("../scripts/sterna")));
        makeExecutable(script);
        write(root.resolve("scripts/common.sh"), Files.readString(Path.of("../scripts/common.sh")));
        tools = Files.createDirectories(folder.resolve("tools"));
        for (String tool : List.of(
                "cat",
                "dirname",
                "find",
                "grep",
                "head",
                "ls",
                "mkdir",
                "mv",
                "ps",
                "readlink",
                "rm",
                "sed",
                "sh",
                "sleep",
                "tail",
                "touch")) {
            tool(tool, "#!/bin/sh\nPATH=/bin:/usr/bin exec " + tool + " \"$@\"\n");
        }
        tool("java", JAVA.formatted("17.0.1"));
        tool("javac", "#!/bin/sh\n");
        tool("mvn", MAVEN);
    }

    @Test
    void theFirstStartBuildsAndTheSecondDoesNot() {
        Ended first = sterna("plan", "--tables", "a b");
        assertThat(first.exitCode()).as(first.stderr()).isZero();
        assertThat(first.stdout()).endsWith("<dev.sterna.launcher.Launcher>\n<plan>\n<--tables>\n<a b>\n");
        assertThat(first.stdout()).doesNotContain("Building", "chatter");
        assertThat(first.stderr()).contains("building Sterna", "Sterna job [2/3]", "class data archive");

        Ended second = sterna("status");
        assertThat(second.stderr()).isEmpty();
        assertThat(second.stdout()).contains("<-XX:SharedArchiveFile=" + root + "/launcher/target/sterna.jsa>");
        assertThat(builds()).isEqualTo(1);
    }

    @ParameterizedTest
    @FieldSource("MODULES")
    void aNewerSourceIsBuiltAgain(String module) throws IOException {
        sterna("status");
        Files.setLastModifiedTime(
                root.resolve(module + "/src/main/A.java"),
                FileTime.from(Instant.now().plusSeconds(60)));
        sterna("status");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void aDeletedSourceIsBuiltAgain() throws IOException {
        sterna("status");
        Files.setLastModifiedTime(
                root.resolve("launcher/target/sterna.built"),
                FileTime.from(Instant.now().minusSeconds(60)));
        Files.delete(root.resolve("job/src/main/A.java"));
        sterna("status");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void twoFirstStartsBuildOnce() {
        CompletableFuture<Ended> one = CompletableFuture.supplyAsync(() -> sterna("status"));
        CompletableFuture<Ended> two = CompletableFuture.supplyAsync(() -> sterna("status"));
        assertThat(one.join().exitCode()).isZero();
        assertThat(two.join().exitCode()).isZero();
        assertThat(one.join().stderr() + two.join().stderr()).contains("waiting for another start");
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void theLockOfADeadProcessIsTakenOver() throws IOException {
        write(root.resolve("target/sterna.lock/pid"), "999999999\n");
        assertThat(sterna("status").exitCode()).isZero();
        assertThat(root.resolve("target/sterna.lock")).doesNotExist();
    }

    @Test
    void aLinkToTheScriptWorksFromElsewhere() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("a check out/scripts/sterna"));
        Ended ended = run(Map.of(), link, "status");
        assertThat(ended.exitCode()).as(ended.stderr()).isZero();
        assertThat(ended.stdout()).contains("<-Dsterna.home=" + root + ">");
    }

    @Test
    void theHeapAndFurtherOptionsComeFromTheEnvironment() {
        Ended ended = run(Map.of("STERNA_HEAP", "3g", "STERNA_JAVA_OPTS", "-Da=1 -Db=2"), script(), "status");
        assertThat(ended.stdout()).contains("<-Xmx3g>\n<-Da=1>\n<-Db=2>\n<-cp>\n");
    }

    @Test
    void aFailedBuildShowsItsErrorsAndFreesTheLock() throws IOException {
        tool("mvn", "#!/bin/sh\necho '[INFO] fine'\necho '[ERROR] no such library'\nexit 1\n");
        Ended ended = sterna("status");
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.stdout()).isEmpty();
        assertThat(ended.stderr())
                .contains("[ERROR] no such library", "Cannot build")
                .doesNotContain("fine");
        assertThat(root.resolve("target/sterna.lock")).doesNotExist();
    }

    @Test
    void anOldJavaIsRefused() throws IOException {
        tool("java", JAVA.formatted("11.0.2"));
        Ended ended = sterna("status");
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.stderr()).contains("is Java 11 (must be 17 or newer)");
    }

    @Test
    void eachMissingToolIsNamed() throws IOException {
        Files.delete(tools.resolve("mvn"));
        assertThat(sterna("status").stderr()).contains("no mvn on PATH. Install Maven 3.8 or newer");
        Files.delete(tools.resolve("javac"));
        assertThat(sterna("status").stderr()).contains("no javac on PATH. Install a JDK 17 or newer");
        Files.delete(tools.resolve("java"));
        assertThat(sterna("status").stderr()).contains("no java on PATH. Install a JDK 17 or newer");
    }

    private Path script() {
        return root.resolve("scripts/sterna");
    }

    private Ended sterna(String... words) {
        return run(Map.of(), script(), words);
    }

    private Ended run(Map<String, String> environment, Path script, String... words) {
        List<String> command = new ArrayList<>(List.of("/bin/bash", script.toString()));
        command.addAll(List.of(words));
        try {
            Path stdout = Files.createTempFile(folder, "stdout", "");
            Path stderr = Files.createTempFile(folder, "stderr", "");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectOutput(stdout.toFile())
                    .redirectError(stderr.toFile());
            builder.environment().clear();
            builder.environment().put("PATH", tools.toString());
            builder.environment().putAll(environment);
            int exitCode = builder.start().waitFor();
            return new Ended(exitCode, Files.readString(stdout), Files.readString(stderr));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while the script ran", e);
        }
    }

    private long builds() {
        try {
            return Files.readAllLines(root.resolve("builds")).size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void tool(String name, String text) throws IOException {
        makeExecutable(write(tools.resolve(name), text));
    }

    private static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void makeExecutable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private record Ended(int exitCode, String stdout, String stderr) {}
}
