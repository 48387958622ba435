package dev.sterna.fidelity;

import dev.sterna.embedded.Engine;
import dev.sterna.fidelity.LiteralTables.OneType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** docs/fidelity.md, of what the runs found. */
final class FidelityPage {
    private static final String HEAD = """
            # Fidelity

            What became of every value of a table of literals: for each column type NULL, the empty value, the least, the
            greatest and odd ones were written into a source, migrated by `sterna run` between each pair of engines, and read
            back from both servers over connections of the test's own, as the server's own text or octets. The page is printed
            from what was found; a test does all of it again and compares. The JVM was in Asia/Kathmandu, Pacific/Apia or
            America/St_Johns, with a locale to match.

            - *exact*: the literals arrived. Between servers of one engine text or octets are the same; between engines the
              target shows what stands written in the test for this literal, and floating point has the same 64 bits. The type
              in brackets is the column's in the target.
            - *refused*: the target cannot hold the value. The load says so, with the SQLSTATE or the number of the engine's
              error that stands here, and never changes it: the row goes to the run's rejects (`sterna.max-rejects`), or ends
              the run.
            - *declared loss*: a key of `sterna.types` makes something else of such a value, as the second table says. The run
              counts these values, and the diff forgives them and nothing else. Without the key they are refused.

            For each pair the diff was asked as well: it found just the refused rows missing, none too many, none changed, and
            as many forgiven as were declared.

            ## Large values

            A value travels whole and is never cut, so the largest row has to fit several times into the memory of a Spark
            task. PostgreSQL holds no value of 1 GB or more: a row that is too large for it is refused as others are, with an
            SQLSTATE of class 54. MariaDB and MySQL have their limit in `max_allowed_packet`, 1 GB at most: `assess` and the
            preflight warn where it is low (`max-allowed-packet`), a command that meets it ends with `packet-too-large`, which
            says how to raise it, and goes on when it is run again. Rows too long for a server to hash are hashed by Sterna
            (`digest-in-java`). The literals here go up to 1.5 MB, other tests to 20 MB.
            """;

    private final Map<Engine, Map<Engine, Map<TypeLiterals, String>>> found = new EnumMap<>(Engine.class);
    private final Map<Engine, Map<TypeLiterals, OneType>> types = new EnumMap<>(Engine.class);
    private final Map<Engine, Set<TypeLiterals>> missing = new EnumMap<>(Engine.class);

    /** All literals of a type did as they must, and the column is of this type there. */
    void found(Engine from, Engine to, OneType one, String target) {
        types.computeIfAbsent(from, engine -> new LinkedHashMap<>()).put(one.type(), one);
        found.computeIfAbsent(from, engine -> new EnumMap<>(Engine.class))
                .computeIfAbsent(to, engine -> new LinkedHashMap<>())
                .put(one.type(), target);
    }

    void missing(Engine from, List<TypeLiterals> absent) {
        missing.computeIfAbsent(from, engine -> new LinkedHashSet<>()).addAll(absent);
    }

    /** How many pairs of engines were tried. */
    int pairs() {
        return found.values().stream().mapToInt(Map::size).sum();
    }

    String text() {
        StringBuilder page = new StringBuilder(HEAD);
        found.forEach((from, targets) -> {
            page.append("\n## From ").append(name(from)).append("\n\n");
            summary(page, from, targets);
            exceptions(page, from, targets);
        });
        return page.toString();
    }

    private void summary(StringBuilder page, Engine from, Map<Engine, Map<TypeLiterals, String>> targets) {
        List<String> head = new ArrayList<>(List.of("type", "literals"));
        targets.keySet().forEach(to -> head.add("to " + name(to)));
        page.append(row(head)).append("|---".repeat(head.size())).append("|\n");
        for (TypeLiterals type : types.get(from).keySet()) {
            List<String> cells = new ArrayList<>(
                    List.of(code(type.type()), "" + (type.literals().size() + 1)));
            targets.forEach((to, columns) -> cells.add(verdict(type, from, to, columns.get(type))));
            page.append(row(cells));
        }
        for (TypeLiterals type : missing.getOrDefault(from, Set.of())) {
            if (type.condition().words().matches("MariaDB|MySQL")) {
                // Of the other one of the two.
                continue;
            }
            page.append("\n")
                    .append(code(type.type()))
                    .append(" was not tried here: it asks for ")
                    .append(type.condition().words())
                    .append(".\n");
        }
    }

    private static String verdict(TypeLiterals type, Engine from, Engine to, String target) {
        List<Fate.Refused> refused = type.literals().stream()
                .map(literal -> literal.fate(from, to))
                .filter(Fate.Refused.class::isInstance)
                .map(Fate.Refused.class::cast)
                .toList();
        long declared = refused.stream().filter(one -> one.loss() != null).count();
        List<String> words = new ArrayList<>();
        if (declared > 0) {
            words.add(declared + " refused, or declared loss");
        }
        if (refused.size() > declared) {
            words.add(refused.size() - declared + " refused");
        }
        String exceptions = String.join(", ", words);
        boolean some = refused.size() < type.literals().size();
        String said = !some ? exceptions : exceptions.isEmpty() ? "exact" : "exact but for " + exceptions;
        return said + (from == to ? "" : " (" + code(target) + ")");
    }

    private void exceptions(StringBuilder page, Engine from, Map<Engine, Map<TypeLiterals, String>> targets) {
        StringBuilder rows = new StringBuilder();
        for (TypeLiterals type : types.get(from).keySet()) {
            for (Literal literal : type.literals()) {
                for (Engine to : targets.keySet()) {
                    if (literal.fate(from, to) instanceof Fate.Refused refused) {
                        rows.append(row(List.of(
                                code(type.type()),
                                code(literal.shown()),
                                name(to),
                                "refused (" + refused.code() + ")",
                                refused.loss() == null
                                        ? "-"
                                        : code(refused.loss().key()) + " makes it "
                                                + (refused.loss().became() == null
                                                        ? "NULL"
                                                        : code(refused.loss().became())))));
                    }
                }
            }
        }
        if (!rows.isEmpty()) {
            page.append("\nNot exact:\n\n")
                    .append(row(List.of("type", "literal", "to", "undeclared", "declared loss")))
                    .append("|---|---|---|---|---|\n")
                    .append(rows);
        }
    }

    private static String name(Engine engine) {
        return switch (engine) {
            case MARIADB -> "MariaDB";
            case MYSQL -> "MySQL";
            case POSTGRESQL -> "PostgreSQL";
        };
    }

    private static String code(String text) {
        return text.contains("`") ? "`` " + text + " ``" : "`" + text + "`";
    }

    private static String row(List<String> cells) {
        return cells.stream()
                .map(cell -> cell.replace("|", "\\|").replace("\n", " "))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
