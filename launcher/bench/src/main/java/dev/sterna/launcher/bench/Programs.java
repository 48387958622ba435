package dev.sterna.launcher.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The programs on a search path. */
record Programs(List<Path> directories) {
    /** MariaDB's clients say the version of their protocol first. */
    private static final Pattern VERSION = Pattern.compile(
            "(?:(?:Distrib|from|version|psql \\(PostgreSQL\\)|mysql  Ver) \"?|^v)(\\d+\\.[^\\s\",]++)(?! Distrib)");

    Programs {
        directories = List.copyOf(directories);
    }

    static Programs on(String searchPath) {
        return new Programs(Arrays.stream(searchPath.split(":", -1))
                .filter(directory -> !directory.isEmpty())
                .map(Path::of)
                .toList());
    }

    /** The first of these names that there is. */
    Optional<Path> find(String... names) {
        for (String name : names) {
            for (Path directory : directories) {
                Path program = directory.resolve(name);
                if (Files.isExecutable(program) && !Files.isDirectory(program)) {
                    return Optional.of(program);
                }
            }
        }
        return Optional.empty();
    }

    /** Like {@link #find}, where an obstacle would have been stated. */
    String path(String... names) {
        return find(names)
                .orElseThrow(() -> new IllegalStateException("Cannot find " + names[0] + " on PATH any more"))
                .toString();
    }

    /** Name and version of a program, by what it answers to {@code --version}. */
    String version(String... names) {
        String program = path(names);
        String name = Path.of(program).getFileName().toString();
        try {
            Process process = new ProcessBuilder(program, "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            Matcher version = VERSION.matcher(answer);
            return version.find() ? name + " " + version.group(1) : name;
        } catch (IOException e) {
            return name;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return name;
        }
    }
}
