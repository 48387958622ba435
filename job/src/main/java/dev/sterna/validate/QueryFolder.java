package dev.sterna.validate;

import dev.sterna.step.Workspace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** The folder of the user's own queries, on any file system that Hadoop knows. */
public record QueryFolder(String name, Configuration hadoop) {

    /** What {@code sterna.validate.queries} names, or empty where it names none. */
    public static Optional<QueryFolder> of(String setting, Configuration hadoop) {
        return setting.isBlank() ? Optional.empty() : Optional.of(new QueryFolder(setting, hadoop));
    }

    /** What the files {@code *.sql} in it say, by their names. */
    public List<QueryFile> queries() {
        Workspace files = new Workspace(uri(), hadoop);
        return files.list(".").stream()
                .map(file -> file.substring(2))
                .filter(file -> file.endsWith(".sql"))
                .sorted()
                .map(file -> QueryFile.parse(file, files.read(file).orElse("")))
                .toList();
    }

    private String uri() {
        return name.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")
                ? name
                : Path.of(name).toAbsolutePath().toUri().toString();
    }
}
