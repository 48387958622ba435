package dev.sterna.prepare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sterna.error.FewNames;
import dev.sterna.error.Problem;
import dev.sterna.migration.UnseenObjects;
import dev.sterna.model.schema.ConvertedSchema;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Verdict;
import dev.sterna.step.JsonDocument;
import dev.sterna.step.Workspace;
import dev.sterna.transfer.progress.VisibleText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Writes a file for each object that a conversion leaves to a person, and one with all losses; and warns of what is not
 * whole, and of what nobody could see.
 */
public final class ByHandFiles {
    /** Where the files lie in the workspace. */
    static final String DIRECTORY = "by-hand";

    /** Every conversion with a loss. */
    private static final String LOSSES = "conversion-losses.txt";

    /** The objects that have a file, for programs. */
    private static final String OBJECTS = DIRECTORY + "/objects.json";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int NAMED = 5;
    private static final int LONGEST_NAME = 150;

    private ByHandFiles() {}

    /**
     * The objects of a run that are left to a person, as {@link ObjectName#toString} has them; none where nobody has prepared.
     *
     * @throws dev.sterna.error.SternaException (REFUSED) when their list is damaged
     */
    public static List<String> objects(Workspace workspace) {
        return new JsonDocument(
                        OBJECTS, "by-hand-damaged", "Let it be written anew: sterna prepare with the same run id")
                .read(workspace, text -> JSON.readValue(text, new TypeReference<List<String>>() {}))
                .orElse(List.of());
    }

    /** Whether there are files of which no list tells, as an earlier version has left them. */
    public static boolean areUnlisted(Workspace workspace) {
        return workspace.exists(DIRECTORY) && !workspace.exists(OBJECTS);
    }

    /** Behind those that are listed already: each half of a preparation has its own. */
    private static void list(Workspace workspace, Collection<ObjectName> objects) {
        Set<String> all = new LinkedHashSet<>(objects(workspace));
        if (objects.stream().map(ObjectName::toString).filter(all::add).count() > 0) {
            try {
                workspace.write(OBJECTS, JSON.writeValueAsString(all) + "\n");
            } catch (JsonProcessingException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    /** Writes the files, and returns the warnings. */
    static List<Problem> write(Workspace workspace, ConvertedSchema conversion) {
        List<Verdict> verdicts = conversion.verdicts();
        Map<String, StringBuilder> files = new LinkedHashMap<>();
        List<Verdict> left = verdicts.stream()
                .filter(verdict ->
                        verdict.place() == Verdict.Place.BY_HAND || verdict.place() == Verdict.Place.IMPOSSIBLE)
                .toList();
        list(workspace, left.stream().map(Verdict::object).toList());
        left.forEach(verdict -> files.computeIfAbsent(file(verdict.object()), name -> new StringBuilder())
                .append(text(verdict)));
        List<Verdict> losses = verdicts.stream()
                .filter(verdict -> verdict.place() == Verdict.Place.WITH_LOSS)
                .toList();
        if (!losses.isEmpty()) {
            files.put(LOSSES, new StringBuilder(losses(losses)));
        }
        files.forEach((name, text) -> workspace.write(name, text.toString()));
        if (!files.isEmpty() && !workspace.exists(OBJECTS)) {
            workspace.write(OBJECTS, "[]\n");
        }
        List<Problem> warnings =
                new ArrayList<>(UnseenObjects.warnings(conversion.schema().blind()));
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
        byRule(losses)
                .forEach((rule, of) -> warnings.add(Problem.warning(
                        "with-loss",
                        null,
                        counted(of) + " converted with a loss (" + rule + "): "
                                + of.get(0).reason(),
                        "Where that will not do, make it by hand after the load; every loss stands in "
                                + workspace.uri(LOSSES) + ", every rule in docs/objects.md and docs/type-mapping.md")));
        return warnings;
    }

    private static Map<String, List<Verdict>> byRule(List<Verdict> verdicts) {
        return verdicts.stream().collect(Collectors.groupingBy(Verdict::rule, LinkedHashMap::new, Collectors.toList()));
    }

    /** All losses, those of one rule together. */
    private static String losses(List<Verdict> verdicts) {
        StringBuilder text = new StringBuilder();
        byRule(verdicts).forEach((rule, of) -> {
            text.append(rule).append('\n');
            of.forEach(verdict -> text.append("  ")
                    .append(VisibleText.line(verdict.object().toString()))
                    .append(verdict.becomes() == null ? "" : " -> " + VisibleText.line(verdict.becomes()))
                    .append(": ")
                    .append(VisibleText.line(String.valueOf(verdict.reason())))
                    .append('\n'));
        });
        return text.toString();
    }

    /** Writes the statement of an object that the target refused, and why, for a person to make it. */
    static void write(Workspace workspace, ObjectName object, String sql, String why) {
        list(workspace, List.of(object));
        workspace.write(file(object), comment(object + ": " + why) + "\n" + sql + ";\n");
    }

    private static void warn(
            List<Problem> warnings,
            List<Verdict> verdicts,
            Verdict.Place place,
            String code,
            String words,
            String remedy) {
        List<Verdict> there =
                verdicts.stream().filter(verdict -> verdict.place() == place).toList();
        if (!there.isEmpty()) {
            long count = there.stream().map(Verdict::object).distinct().count();
            String list = there.stream()
                    .collect(Collectors.groupingBy(
                            verdict -> verdict.object().kind(), TreeMap::new, Collectors.toList()))
                    .values()
                    .stream()
                    .map(ByHandFiles::counted)
                    .collect(Collectors.joining("; "));
            warnings.add(
                    Problem.warning(code, null, count + (count == 1 ? " object" : " objects") + words + list, remedy));
        }
    }

    /** How many of which kind, and their first names. */
    private static String counted(List<Verdict> verdicts) {
        Map<ObjectKind, Long> kinds = verdicts.stream()
                .map(Verdict::object)
                .distinct()
                .collect(Collectors.groupingBy(ObjectName::kind, TreeMap::new, Collectors.counting()));
        List<String> names = verdicts.stream()
                .map(Verdict::object)
                .distinct()
                .map(ByHandFiles::name)
                .toList();
        return kinds.entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey().label())
                        .collect(Collectors.joining(", "))
                + ", " + FewNames.of(names, NAMED);
    }

    private static String name(ObjectName object) {
        return (object.schema() == null ? "" : object.schema() + ".")
                + (object.table() == null ? "" : object.table() + ".")
                + object.name();
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
        String name = name(object);
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
