package dev.sterna.prepare;

import dev.sterna.error.Problem;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Verdict;
import dev.sterna.step.Workspace;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes a file for each object that a conversion leaves to a person, and warns once of each outcome that is not whole. */
final class ByHandFiles {
    /** Where the files lie in the workspace. */
    static final String DIRECTORY = "by-hand";

    private static final int LONGEST_NAME = 150;

    private ByHandFiles() {}

    /** Writes the files, and returns the warnings. */
    static List<Problem> write(Workspace workspace, List<Verdict> verdicts) {
        Map<String, StringBuilder> files = new LinkedHashMap<>();
        verdicts.stream()
                .filter(verdict -> verdict.original() != null || verdict.draft() != null)
                .filter(verdict ->
                        verdict.place() == Verdict.Place.BY_HAND || verdict.place() == Verdict.Place.IMPOSSIBLE)
                .forEach(verdict -> files.computeIfAbsent(file(verdict.object()), name -> new StringBuilder())
                        .append(text(verdict)));
        files.forEach((name, text) -> workspace.write(name, text.toString()));
        List<Problem> warnings = new ArrayList<>();
        String where = workspace.uri(DIRECTORY);
        warn(
                warnings,
                verdicts,
                Verdict.Place.BY_HAND,
                "by-hand",
                " left to a person: ",
                "Make them by hand after the load; their text, and why, lies in " + where);
        warn(
                warnings,
                verdicts,
                Verdict.Place.IMPOSSIBLE,
                "impossible",
                " that the target cannot have: ",
                "See why in " + where + ", and do without them");
        warn(
                warnings,
                verdicts,
                Verdict.Place.WITH_LOSS,
                "with-loss",
                " converted with a loss: ",
                "Each with its loss: sterna assess");
        return warnings;
    }

    /** Writes the statement of an object that the target refused, and why, for a person to make it. */
    static void write(Workspace workspace, ObjectName object, String sql, String why) {
        workspace.write(file(object), comment(object + ": " + why) + "\n" + sql + ";\n");
    }

    private static void warn(
            List<Problem> warnings,
            List<Verdict> verdicts,
            Verdict.Place place,
            String code,
            String words,
            String remedy) {
        Map<ObjectKind, Long> kinds = verdicts.stream()
                .filter(verdict -> verdict.place() == place)
                .map(Verdict::object)
                .distinct()
                .collect(Collectors.groupingBy(ObjectName::kind, TreeMap::new, Collectors.counting()));
        long count = kinds.values().stream().mapToLong(Long::longValue).sum();
        if (count > 0) {
            String list = kinds.entrySet().stream()
                    .map(entry -> entry.getValue() + " " + entry.getKey().label())
                    .collect(Collectors.joining(", "));
            warnings.add(
                    Problem.warning(code, null, count + (count == 1 ? " object" : " objects") + words + list, remedy));
        }
    }

    private static String text(Verdict verdict) {
        StringBuilder text = new StringBuilder(comment(verdict.object() + ": " + verdict.reason()));
        if (verdict.remedy() != null) {
            text.append(comment(verdict.remedy()));
        }
        if (verdict.original() != null) {
            text.append("\n-- In the source:\n").append(comment(verdict.original()));
        }
        if (verdict.draft() != null) {
            text.append("\n-- To begin with:\n").append(verdict.draft()).append('\n');
        }
        return text.append('\n').toString();
    }

    private static String comment(String words) {
        return words.lines().map(line -> "-- " + line + "\n").collect(Collectors.joining());
    }

    private static String file(ObjectName object) {
        String name = (object.schema() == null ? "" : object.schema() + ".")
                + (object.table() == null ? "" : object.table() + ".")
                + object.name();
        StringBuilder safe = new StringBuilder();
        for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
            boolean plain =
                    octet >= 'a' && octet <= 'z' || octet >= '0' && octet <= '9' || octet == '_' || octet == '.';
            safe.append(plain ? String.valueOf((char) octet) : String.format("-%02X", octet & 0xff));
        }
        String shortened = safe.length() <= LONGEST_NAME
                ? safe.toString()
                : safe.substring(0, LONGEST_NAME) + "-" + Integer.toHexString(name.hashCode());
        return DIRECTORY + "/" + object.kind().label().replace(' ', '-') + "/" + shortened + ".sql";
    }
}
