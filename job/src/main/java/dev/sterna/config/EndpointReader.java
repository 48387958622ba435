package dev.sterna.config;

import com.typesafe.config.ConfigOrigin;
import dev.sterna.model.Side;
import java.io.IOException;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads {@code source} and {@code target}, and finds their passwords. */
final class EndpointReader {
    private static final List<String> PASSWORD_KEYS = List.of("password", "password-file", "password-alias");

    private final Surroundings outside;
    private final Map<String, String> spark;
    private final Problems problems;

    EndpointReader(Surroundings outside, Map<String, String> spark, Problems problems) {
        this.outside = outside;
        this.spark = spark;
        this.problems = problems;
    }

    Endpoint read(Section section, Side side) {
        Endpoint endpoint = new Endpoint(
                url(section, side),
                user(section),
                password(section),
                section.texts("schemas"),
                Math.toIntExact(section.number(
                        "max-connections", count -> count >= 1 && count <= 10_000, "a whole number from 1 to 10000")),
                properties(section),
                tls(section),
                authorities(section));
        section.unknownKeys();
        return endpoint;
    }

    /** A server that may take the target's place; all of it may be left out. */
    OtherTarget other(Section section) {
        String url = section.text("url")
                .map(given -> checked(section, given, Side.TARGET))
                .orElse(null);
        OtherTarget other = new OtherTarget(
                url,
                section.text("user").orElse(null),
                password(section),
                section.texts("schemas"),
                section.value("max-connections").isEmpty()
                        ? 0
                        : Math.toIntExact(section.number(
                                "max-connections",
                                count -> count >= 1 && count <= 10_000,
                                "a whole number from 1 to 10000")),
                properties(section),
                tls(section),
                authorities(section));
        section.unknownKeys();
        return other;
    }

    private String url(Section section, Side side) {
        String url = section.text("url").orElse("");
        if (url.isBlank()) {
            section.missing("url", "Set it to a JDBC URL, as in \"" + example(side) + "\"");
            return url;
        }
        return checked(section, url, side);
    }

    private static String example(Side side) {
        return side == Side.SOURCE ? "jdbc:mariadb://db1:3306/shop" : "jdbc:postgresql://db2:5432/shop";
    }

    private String checked(Section section, String url, Side side) {
        if (JdbcUrl.hasPassword(url)) {
            problems.add(
                    "password-in-url",
                    section.origin("url"),
                    "Invalid " + section.pathOf("url") + ": " + ShownUrl.of(url) + " (must not hold a password)",
                    "Take it out of the URL and set " + section.pathOf("password") + " = ${?"
                            + section.pathOf("password")
                                    .toUpperCase(java.util.Locale.ROOT)
                                    .replaceAll("[^A-Z]", "_")
                            + "}, password-file or password-alias");
        } else if (!url.startsWith("jdbc:")) {
            section.value("url")
                    .ifPresent(value -> section.wrong("url", value, "a JDBC URL, as in \"" + example(side) + "\""));
        }
        return url;
    }

    private static String user(Section section) {
        String user = section.text("user").orElse("");
        if (user.isBlank()) {
            section.missing("user", "Set it to the name of a database user");
        }
        return user;
    }

    private static Tls tls(Section section) {
        return section.value("tls").isPresent() ? section.choice("tls", Tls.class) : null;
    }

    private String authorities(Section section) {
        String location = section.text("tls-ca").orElse(null);
        if (location == null) {
            return null;
        }
        ConfigOrigin origin = section.origin("tls-ca");
        if (!section.text("tls").orElse("").equals("verify")) {
            problems.add(
                    "tls-conflict",
                    origin,
                    "Cannot use " + section.pathOf("tls-ca") + " without " + section.pathOf("tls") + " = verify",
                    "Set " + section.pathOf("tls") + " = verify, or take " + section.pathOf("tls-ca") + " out");
            return null;
        }
        try {
            Path file =
                    Path.of(location.startsWith("file:") ? URI.create(location).getPath() : location);
            if (!outside.text(file.toString()).contains("-----BEGIN CERTIFICATE-----")) {
                problems.add(
                        "invalid-tls-ca",
                        origin,
                        "Invalid " + section.pathOf("tls-ca") + ": " + location
                                + " (must hold certificates in PEM form)",
                        "Give the file of the authority that signed the server's certificate; openssl x509 -inform der"
                                + " turns other forms into PEM");
            }
            return file.toAbsolutePath().toString();
        } catch (IOException | IllegalArgumentException failure) {
            problems.add(
                    "tls-ca-unreadable",
                    origin,
                    "Cannot read the " + section.pathOf("tls-ca") + " " + ShownUrl.inText(location),
                    "Give the path of a local file, which on a cluster every executor has at the same place");
            return null;
        }
    }

    private Secret password(Section section) {
        List<String> given = PASSWORD_KEYS.stream()
                .filter(key -> section.value(key).isPresent())
                .toList();
        if (given.size() > 1) {
            problems.add(
                    "several-passwords",
                    section.origin(given.get(1)),
                    "Cannot choose between "
                            + String.join(
                                    " and ", given.stream().map(section::pathOf).toList()),
                    "Keep one of them");
            return null;
        }
        return given.isEmpty() ? null : password(section, given.get(0));
    }

    private Secret password(Section section, String key) {
        String value = section.text(key).orElse(null);
        if (value == null || key.equals("password")) {
            return value == null ? null : new Secret(value);
        }
        ConfigOrigin origin = section.origin(key);
        try {
            return key.equals("password-file") ? file(value) : alias(section, value, origin);
        } catch (NoSuchFileException missing) {
            problems.add(
                    "password-file-not-found",
                    origin,
                    "Cannot find the " + section.pathOf(key) + " " + value,
                    "Correct the path, or create the file, readable only for the user that runs Sterna");
        } catch (IOException failure) {
            problems.add(
                    "password-unreadable",
                    origin,
                    "Cannot read the " + section.pathOf(key) + " " + value + ": " + failure.getMessage(),
                    "Make it readable for the user that runs Sterna");
        }
        return null;
    }

    private Secret file(String location) throws IOException {
        return new Secret(outside.text(location).replaceFirst("\\r?\\n$", ""));
    }

    private Secret alias(Section section, String alias, ConfigOrigin origin) throws IOException {
        char[] password = outside.credential(alias, spark);
        if (password == null) {
            problems.add(
                    "password-alias-not-found",
                    origin,
                    "Cannot find the alias " + alias + " of " + section.pathOf("password-alias")
                            + " in Hadoop's credential providers",
                    "Create it with: hadoop credential create " + alias + " -provider URI; and set sterna.spark."
                            + "\"spark.hadoop.hadoop.security.credential.provider.path\" to that URI");
            return null;
        }
        return new Secret(new String(password));
    }

    private Map<String, String> properties(Section section) {
        Map<String, String> properties = section.map("properties");
        for (String key : List.of("user", "password")) {
            if (properties.containsKey(key)) {
                problems.add(
                        "misplaced-key",
                        section.section("properties").origin(key),
                        "Invalid key " + key + " in " + section.pathOf("properties"),
                        "Use " + section.pathOf(key) + " instead");
            }
        }
        return properties;
    }
}
