package dev.sterna.dialect;

import dev.sterna.dialect.convert.EveryObject;
import dev.sterna.migration.SchemaConversion;
import dev.sterna.migration.TableConversions;
import dev.sterna.model.schema.ConvertedSchema;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.Verdict;
import dev.sterna.step.RunContext;
import dev.sterna.testing.StepRig;
import dev.sterna.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A whole schema taken from one server to another, as prepare takes it, but without rows. */
public record Crossing(RunContext run, Schema source, TableConversions tables, ConvertedSchema conversion) {
    /** Reads the source and converts it for the target. */
    public static Crossing of(StepRig rig) {
        RunContext run = rig.run("crossing");
        TableConversions tables = TableConversions.of(run.migration(), run.only());
        SchemaConversion schema = SchemaConversion.of(run.migration(), tables);
        return new Crossing(run, schema.source(), tables, schema.conversion());
    }

    /** Gives every statement to the target, and returns those that it refused, with its words. */
    public List<String> make(TestDatabase target) throws SQLException {
        SchemaScript script = run.target().dialect().schemaDdl().script(conversion.schema());
        try (Connection connection = target.connect()) {
            return TargetTables.refusals(connection, script);
        }
    }

    /** Objects of the source on which there is no verdict. */
    public List<ObjectName> forgotten() {
        List<ObjectName> told =
                conversion.verdicts().stream().map(Verdict::object).distinct().toList();
        List<ObjectName> forgotten = new ArrayList<>(EveryObject.of(source));
        forgotten.removeAll(told);
        return forgotten;
    }

    /** What became of objects, by their names: rule and what they become or why not. */
    public String verdicts() {
        return conversion.verdicts().stream()
                .map(verdict -> verdict.place() + " " + verdict.object() + " [" + verdict.rule() + "] "
                        + (verdict.becomes() == null ? "" : verdict.becomes())
                        + (verdict.reason() == null ? "" : " because " + verdict.reason()))
                .collect(Collectors.joining("\n"));
    }
}
