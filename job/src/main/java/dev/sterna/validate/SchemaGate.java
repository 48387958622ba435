package dev.sterna.validate;

import dev.sterna.migration.SchemaComparison.Difference;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Blind;
import dev.sterna.model.schema.ObjectName;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Whether the target has the objects that the source's convert to. What other gates look at more closely is theirs. */
final class SchemaGate implements Gate {
    static final String NAME = "schema";

    private static final Set<String> OF_OTHERS = Set.of("validated", "enforced", NotNullGate.PROPERTY, "next value");

    private final Target target;
    private final String runId;

    SchemaGate(Target target, String runId) {
        this.target = target;
        this.runId = runId;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Finding look() {
        Finding.Wrong wrong = new Finding.Wrong(NAME);
        List<Difference> differences = target.state().differences();
        differences.stream()
                .filter(found -> found.kind() != Difference.Kind.EXTRA)
                .filter(found -> found.property() == null || !OF_OTHERS.contains(found.property()))
                .forEach(found -> wrong.add(
                        table(found.object()),
                        1,
                        found.toString(),
                        (found.kind() == Difference.Kind.MISSING ? "Make it" : "Alter or drop it in the target, then")
                                + ": sterna prepare --run-id " + runId + " --execute"));
        long extra = differences.stream()
                .filter(found -> found.kind() == Difference.Kind.EXTRA)
                .count();
        return wrong.after(
                (target.isInPart() ? "all objects of the tables that are in" : "all objects of the source's schemas")
                        + (extra == 0 ? "" : "; the target has " + extra + " of its own"),
                Stream.concat(
                                target.state().blind().stream().map(Blind::what),
                                Stream.of("what converts to nothing by itself (see docs/objects.md)"))
                        .toList());
    }

    private String table(ObjectName object) {
        if (object.schema() == null) {
            return null;
        }
        String table = object.table() == null ? object.name() : object.table();
        return target.sourceName(new TableName(object.schema(), table));
    }
}
