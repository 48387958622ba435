package dev.sterna.jdbc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/**
 * The authorities that a JVM trusts, for drivers that want to be told of a file. A driver's property with one of these values gets what it
 * stands for in the JVM that connects, which may be another machine's; without that, it is left out.
 */
public final class JvmTrust {
    /** The store's file. */
    public static final String STORE = "jvm:javax.net.ssl.trustStore";

    /** The store's type. */
    public static final String TYPE = "jvm:javax.net.ssl.trustStoreType";

    /** The store's password. */
    public static final String PASSWORD = "jvm:javax.net.ssl.trustStorePassword";

    private static final String PREFIX = "jvm:";

    private JvmTrust() {}

    /** Replaces the values that stand for something. */
    static void resolve(Map<String, String> properties, Properties resolved) {
        properties.forEach((name, value) -> {
            switch (value) {
                case STORE -> resolved.setProperty(name, System.getProperty(value.substring(PREFIX.length()), store()));
                case TYPE, PASSWORD -> {
                    String given = System.getProperty(value.substring(PREFIX.length()));
                    if (given != null) {
                        resolved.setProperty(name, given);
                    }
                }
                default -> resolved.setProperty(name, value);
            }
        });
    }

    /** Where Java itself looks. */
    private static String store() {
        Path folder = Path.of(System.getProperty("java.home"), "lib", "security");
        Path own = folder.resolve("jssecacerts");
        return (Files.exists(own) ? own : folder.resolve("cacerts")).toString();
    }
}
