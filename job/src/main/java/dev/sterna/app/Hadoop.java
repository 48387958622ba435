package dev.sterna.app;

import dev.sterna.config.Surroundings;
import dev.sterna.config.TooLarge;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
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

    /** Hadoop's own files, which it would look for and read anew each time. */
    private static final Configuration OWN = own();

    private static final String PREFIX = "spark.hadoop.";

    private static Configuration own() {
        Configuration configuration = new Configuration();
        // Only one that has read its files hands on what it has read.
        configuration.size();
        return configuration;
    }

    /** Hadoop's configuration: its own files, then what the settings say, then what spark-submit says. */
    static Configuration configuration(Map<String, String> spark) {
        Configuration configuration = new Configuration(OWN);
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
            return text(location, Files.newInputStream(Path.of(location)));
        }
        if (location.startsWith("file:")) {
            return text(
                    location, Files.newInputStream(Path.of(URI.create(location).getPath())));
        }
        try {
            var path = new org.apache.hadoop.fs.Path(location);
            return text(location, path.getFileSystem(configuration(Map.of())).open(path));
        } catch (FileNotFoundException missing) {
            throw (NoSuchFileException) new NoSuchFileException(location).initCause(missing);
        } catch (RuntimeException failure) {
            // So Hadoop says that a file system's class or host is not there.
            throw new IOException(failure.getMessage(), failure);
        }
    }

    private static String text(String location, InputStream open) throws IOException {
        try (InputStream in = open) {
            byte[] octets = in.readNBytes(MOST_BYTES + 1);
            if (octets.length > MOST_BYTES) {
                throw new TooLarge(location);
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException other) {
            throw new IOException("It is not in UTF-8, as iconv -t UTF-8 would make it", other);
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
