package dev.sterna.app;

import dev.sterna.config.Surroundings;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/** What the configuration takes from outside, by Hadoop where Java alone does not reach it. */
final class Hadoop implements Surroundings {
    static final String LOCAL_FILES = "fs.file.impl";
    private static final String PREFIX = "spark.hadoop.";

    /** Hadoop's configuration: its own files, then what the settings say, then what spark-submit says. */
    static Configuration configuration(Map<String, String> spark) {
        Configuration configuration = new Configuration();
        configuration.set(LOCAL_FILES, QuickLocalFiles.class.getName());
        Map<String, String> all = new HashMap<>(spark);
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith(PREFIX))
                .forEach(name -> all.put(name, System.getProperty(name)));
        all.forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                configuration.set(name.substring(PREFIX.length()), value);
            }
        });
        return configuration;
    }

    @Override
    public String text(String location) throws IOException {
        if (!location.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*")) {
            return Files.readString(Path.of(location));
        }
        if (location.startsWith("file:")) {
            return Files.readString(Path.of(URI.create(location).getPath()));
        }
        var path = new org.apache.hadoop.fs.Path(location);
        try (InputStream in = path.getFileSystem(configuration(Map.of())).open(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (FileNotFoundException missing) {
            throw (NoSuchFileException) new NoSuchFileException(location).initCause(missing);
        }
    }

    @Override
    public char[] credential(String alias, Map<String, String> spark) throws IOException {
        return configuration(spark).getPassword(alias);
    }

    @Override
    public Map<String, String> environment() {
        return System.getenv();
    }
}
