package dev.sterna.plan;

import dev.sterna.dialect.rows.ValueConversions;
import dev.sterna.digest.RowHash;
import dev.sterna.error.Category;
import dev.sterna.model.Chunk;
import dev.sterna.model.Column;
import dev.sterna.model.Column.Generated;
import dev.sterna.model.Key;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Slice;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ForeignKey;
import dev.sterna.model.schema.ForeignKey.Action;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.step.Workspace;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Small values for tests. */
public final class Samples {
    public static final LogicalType INT = new LogicalType.Int(32, false);
    public static final LogicalType TEXT = new LogicalType.Text(20);

    private Samples() {}

    public static Column column(String name, LogicalType type, String nativeType) {
        return new Column(name, type, nativeType, false, Generated.NO, null, null);
    }

    /** A table with columns id int and name varchar(20), and a primary key over id. */
    public static Table table(String schema, String name) {
        return new Table(
                new TableName(schema, name),
                List.of(column("id", INT, "int(11)"), column("name", TEXT, "varchar(20)")),
                new Key("PRIMARY", List.of("id")),
                List.of(),
                1000,
                100_000);
    }

    /** A table of a shop without columns, whose foreign keys refer to the others of it, each named after both. */
    public static TableDefinition referring(String name, String... others) {
        List<ForeignKey> keys = Arrays.stream(others)
                .map(other -> new ForeignKey(
                        name + "_" + other,
                        List.of("a"),
                        new TableName("shop", other),
                        List.of("id"),
                        Action.NO_ACTION,
                        Action.NO_ACTION,
                        false,
                        null,
                        true,
                        List.of(),
                        null))
                .toList();
        return new TableDefinition(new TableName("shop", name), List.of(), null, List.of(), List.of(), keys, 1, 1);
    }

    static List<Chunk> ranges(String... columns) {
        List<String> key = List.of(columns);
        return List.of(
                new Chunk(0, new Slice.KeyRange(key, List.of(), List.of("500")), 500),
                new Chunk(1, new Slice.KeyRange(key, List.of("500"), List.of()), 500));
    }

    public static TablePlan planned(Table source) {
        return new TablePlan(
                source,
                source,
                null,
                Fingerprint.of(source),
                ValueConversions.NONE,
                dev.sterna.compare.DigestMethod.RANGES,
                1,
                ranges("id"),
                Map.of());
    }

    /** Saves a run's plan anew, as one that leaves a table out. */
    public static void leaveOut(Workspace workspace, Plan plan, TableName table) {
        new PlanStore(workspace)
                .save(new Plan(
                        plan.format(),
                        plan.runId(),
                        "",
                        plan.source(),
                        plan.target(),
                        plan.rowHash(),
                        plan.tables(),
                        plan.settings(),
                        List.of(new Plan.LeftOut(
                                table, Category.REFUSED, "any", "Cannot plan " + table, "Nothing to do")),
                        List.of(new Plan.Renewal(plan.hash(), List.of()))));
    }

    static Plan plan(String runId, TablePlan... tables) {
        return new Plan(
                1,
                runId,
                "",
                "mariadb 11.4 a:1/shop",
                "postgresql 18 b:2/shop",
                RowHash.MD5_60,
                List.of(tables),
                Map.of(),
                List.of(),
                List.of());
    }
}
