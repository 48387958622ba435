package dev.sterna.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads configuration files and single settings into {@link Settings}. A single setting is stronger than any file, a
 * later file stronger than an earlier one, all of them stronger than {@code reference.conf}.
 */
public final class SettingsLoader {
    private static final String REFERENCE = "reference.conf";

    private final Surroundings outside;

    public SettingsLoader(Surroundings outside) {
        this.outside = outside;
    }

    /**
     * The checked configuration.
     *
     * @param files paths or URIs, later ones win
     * @param single path to value
     * @throws SternaException (CONFIGURATION) with every problem there is
     */
    public Settings load(List<String> files, Map<String, String> single) {
        try {
            return read(files, single);
        } catch (StackOverflowError | OutOfMemoryError failure) {
            throw SternaException.of(
                    Category.CONFIGURATION,
                    "config-too-large",
                    null,
                    "Cannot read the configuration: it "
                            + (failure instanceof StackOverflowError
                                    ? "nests too deeply"
                                    : "is too large for this JVM"),
                    "Look for brackets that are never closed, and for substitutions that double what they stand for, in "
                            + (files.isEmpty() ? "the -D settings" : ShownUrl.inText(String.join(", ", files))),
                    failure);
        }
    }

    private Settings read(List<String> files, Map<String, String> single) {
        Problems problems = new Problems();
        Config reference = reference();
        Config merged = reference;
        for (String file : files) {
            merged = parse(file, problems).withFallback(merged);
        }
        for (Map.Entry<String, String> setting : single.entrySet()) {
            merged = parse(setting.getKey(), setting.getValue(), problems).withFallback(merged);
        }
        // Half of a broken file would only bring up problems that are none.
        problems.throwIfAny();
        Config resolved = resolve(merged, problems);
        problems.throwIfAny();
        Settings settings =
                new SettingsReader(outside, new KnownKeys(reference.root()), problems).read(resolved.root());
        problems.throwIfAny();
        return settings;
    }

    /** The defaults, with their comments as origins have them. */
    static Config reference() {
        try (InputStream in = SettingsLoader.class.getResourceAsStream(REFERENCE)) {
            return ConfigFactory.parseString(
                    IncludeKey.quoted(new String(in.readAllBytes(), StandardCharsets.UTF_8)),
                    ConfigParseOptions.defaults().setOriginDescription(REFERENCE));
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read the default configuration", failure);
        }
    }

    private Config parse(String file, Problems problems) {
        try {
            return new Files(outside).parse(file, ConfigParseOptions.defaults());
        } catch (NoSuchFileException missing) {
            problems.add(
                    "config-not-found",
                    null,
                    "Cannot find the configuration file " + ShownUrl.inText(file),
                    "Correct --config; conf/ has examples to start from");
        } catch (IOException failure) {
            problems.add(
                    "config-unreadable",
                    null,
                    "Cannot read the configuration file " + ShownUrl.inText(file) + ": "
                            + ShownUrl.inText(failure.getMessage()),
                    remedy(failure));
        } catch (IncludeFailure failure) {
            problems.add("config-include", failure.origin(), failure.getMessage(), failure.remedy());
        } catch (ConfigException failure) {
            problems.add("config-syntax", failure.origin(), "Cannot parse: " + SyntaxMessage.of(failure), """
                    Correct the line; a value with any of $ " { } [ ] : = , + # ` ^ ? ! @ * & \\ in it needs quotes""");
        }
        return ConfigFactory.empty();
    }

    /** What to do about a file that could not be read. */
    static String remedy(IOException failure) {
        return failure instanceof TooLarge
                ? "Give a file of settings: this one is too large to be one"
                : "Make it a file that the user that runs Sterna may read, or correct its name";
    }

    private static Config parse(String path, String value, Problems problems) {
        ConfigOrigin origin = ConfigValueFactory.fromAnyRef("", "-D " + ShownSetting.path(path))
                .origin();
        try {
            return ConfigFactory.parseMap(Map.of(path, literal(path, value)), "-D " + ShownSetting.path(path));
        } catch (ConfigException failure) {
            problems.add(
                    "invalid-setting",
                    origin,
                    "Cannot parse the setting" + ": " + SyntaxMessage.of(failure),
                    "Write -D path=value, as in -D sterna.chunk.rows=50000 or -D 'sterna.tables.include=[\"shop.*\"]'");
            return ConfigFactory.empty();
        }
    }

    /** Lists, objects and quoted texts are HOCON; anything else is text as it stands, so that a URL needs no quotes. */
    private static ConfigValue literal(String path, String value) {
        String description = "-D " + ShownSetting.path(path);
        String trimmed = value.strip();
        if (trimmed.startsWith("[") || trimmed.startsWith("{") || trimmed.startsWith("\"")) {
            return ConfigFactory.parseString(
                            "value = " + trimmed, ConfigParseOptions.defaults().setOriginDescription(description))
                    .getValue("value");
        }
        return ConfigValueFactory.fromAnyRef(value, description);
    }

    private Config resolve(Config merged, Problems problems) {
        Map<String, Object> variables = new LinkedHashMap<>(outside.environment());
        variables.remove(SettingsReader.ROOT);
        try {
            return merged.withFallback(ConfigValueFactory.fromMap(variables, "environment"))
                    .resolve(ConfigResolveOptions.noSystem().setAllowUnresolved(true));
        } catch (ConfigException failure) {
            problems.add(
                    "unresolved-substitution",
                    failure.origin(),
                    "Cannot resolve: " + SyntaxMessage.of(failure),
                    "Correct the substitution; it may not lead back to itself");
            return merged;
        }
    }
}
