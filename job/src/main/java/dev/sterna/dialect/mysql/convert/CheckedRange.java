package dev.sterna.dialect.mysql.convert;

import dev.sterna.model.schema.Check;
import dev.sterna.model.schema.TableDefinition;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A check of another engine that is nothing but the range of one of this engine's integer types: it stands for that type
 * where a column counts by itself, on which no check can be here.
 *
 * @param column in the source
 * @param type of this engine
 */
record CheckedRange(String column, String type) {
    private static final String NAME = "([a-z_][a-z0-9_$]*|\"(?:[^\"]|\"\")+\")";
    private static final String NUMBER = "\\(?'?(-?\\d+)'?\\)?(?:::[a-z]+)?";
    private static final Pattern RANGE =
            Pattern.compile("\\(*" + NAME + " >= " + NUMBER + "\\) AND \\(" + NAME + " <= " + NUMBER + "\\)*");

    private static final Map<String, String> TYPES = Map.of(
            "0 255", "tinyint unsigned",
            "0 65535", "smallint unsigned",
            "0 16777215", "mediumint unsigned",
            "0 4294967295", "int unsigned",
            "0 18446744073709551615", "bigint unsigned",
            "-128 127", "tinyint",
            "-8388608 8388607", "mediumint");

    /** Empty for every other check, and for one that rows may be against. */
    static Optional<CheckedRange> of(Check check) {
        Matcher range = RANGE.matcher(check.sql());
        if (!check.enforced()
                || !check.validated()
                || !range.matches()
                || !range.group(1).equals(range.group(3))) {
            return Optional.empty();
        }
        String type = TYPES.get(range.group(2) + " " + range.group(4));
        String name = range.group(1);
        String column =
                name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
        return type == null ? Optional.empty() : Optional.of(new CheckedRange(column, type));
    }

    /** That of a column that counts by itself. */
    static Optional<CheckedRange> ofCounter(TableDefinition table, String column) {
        return table.checks().stream()
                .flatMap(check -> of(check).stream())
                .filter(range -> range.column().equals(column))
                .findFirst();
    }
}
