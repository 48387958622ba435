package dev.sterna.config;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The properties of drivers and of Spark as they may be written down: all names, and the values that are known to be harmless. */
public final class ShownProperties {
    private static final Pattern SPARK = Pattern.compile("spark\\.(?:"
            + "(?:executor|driver)\\.(?:memory|memoryOverhead|cores|instances|host|bindAddress|port)"
            + "|(?:sql|dynamicAllocation|task|speculation|memory|locality|shuffle|scheduler|stage|ui)\\..*"
            + "|master|app\\.name|cores\\.max|default\\.parallelism|local\\.dir|serializer|speculation"
            + "|hadoop\\.fs\\.s3a\\.(?:endpoint\\.region|path\\.style\\.access|connection\\.ssl\\.enabled))");

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.,:/\\[\\]*-]*");

    private ShownProperties() {}

    /** A driver's. */
    public static Map<String, String> ofDriver(Map<String, String> properties) {
        Map<String, String> shown = new TreeMap<>();
        properties.forEach((name, value) -> shown.put(name, ShownUrl.isHarmless(name, value) ? value : "..."));
        return shown;
    }

    /** Spark's and Hadoop's. */
    public static Map<String, String> ofSpark(Map<String, String> properties) {
        Map<String, String> shown = new TreeMap<>();
        properties.forEach((name, value) -> shown.put(
                name,
                SPARK.matcher(name).matches()
                                && !KnownKeys.isSecret(name)
                                && PLAIN.matcher(value).matches()
                        ? value
                        : "..."));
        return shown;
    }
}
