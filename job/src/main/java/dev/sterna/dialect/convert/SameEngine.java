package dev.sterna.dialect.convert;

import dev.sterna.model.Column;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.ConvertedSchema;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.OtherObject;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Verdicts where source and target are of one engine, and everything arrives as it is. */
public final class SameEngine {
    /** The rule of what is made again by the engine's own words. */
    public static final String KEPT = "same-engine";

    /** The rule of what has no words. */
    public static final String UNTOLD = "no-definition";

    private SameEngine() {}

    /** Source table to target table. */
    public static Map<TableName, TableName> names(Map<TableName, Table> planned) {
        Map<TableName, TableName> names = new HashMap<>();
        planned.forEach((source, target) -> names.put(source, target.name()));
        return names;
    }

    /**
     * The conversion of a schema that was renamed.
     *
     * @param verdicts on every object of the source, as if nothing were left out
     * @param schema the source under the target's names
     * @param unsure objects that are there, but whose text may name something by its former name
     * @param dropped objects that are not there, since they need or belong to a table that is left out
     * @param planned source table to planned table
     */
    public static ConvertedSchema conversion(
            Schema source,
            List<Verdict> verdicts,
            Schema schema,
            List<ObjectName> unsure,
            List<ObjectName> dropped,
            Map<TableName, Table> planned) {
        Set<ObjectName> absent = Set.copyOf(dropped);
        Set<ObjectName> doubtful = Set.copyOf(unsure);
        Set<ObjectName> leftOut = source.tables().stream()
                .filter(table -> !planned.containsKey(table.name()))
                .filter(table -> table.partition() == null
                        || absent.contains(ConversionDraft.of(ObjectKind.TABLE, table.name())))
                .map(table -> ConversionDraft.of(ObjectKind.TABLE, table.name()))
                .collect(Collectors.toSet());
        List<Verdict> told = new ArrayList<>();
        for (Verdict verdict : verdicts) {
            ObjectName object = verdict.object();
            boolean belongs = object.table() != null
                    && leftOut.contains(new ObjectName(ObjectKind.TABLE, object.schema(), null, object.table()));
            if (leftOut.contains(object) || belongs) {
                continue;
            }
            told.add(
                    absent.contains(object) || absent.contains(withoutGrantee(object))
                            ? Verdict.byHand(
                                    object,
                                    "needs-left-out",
                                    "it needs a table that is not migrated",
                                    "Bring that table too, or make the object by hand",
                                    null)
                            : doubtful.contains(object)
                                    ? Verdict.withLoss(
                                            object,
                                            "names-former",
                                            null,
                                            "a table has another name in the target, and its text may use the former one")
                                    : verdict);
        }
        return new ConvertedSchema(withPlan(schema, source, planned), told);
    }

    private static ObjectName withoutGrantee(ObjectName object) {
        int to = object.kind() == ObjectKind.GRANT ? object.name().lastIndexOf(" to ") : -1;
        return to < 0
                ? object
                : new ObjectName(
                        object.kind(),
                        object.schema(),
                        object.table(),
                        object.name().substring(0, to));
    }

    /** A verdict on every object, where the catalogue has a statement for each. */
    public static List<Verdict> verdicts(Schema source) {
        return verdicts(source, what -> "the catalogue has no statement for it");
    }

    /**
     * A verdict on every object.
     *
     * @param untoldReason why a kind of other objects has no definition, by the engine's word for the kind
     */
    public static List<Verdict> verdicts(Schema source, UnaryOperator<String> untoldReason) {
        Set<ObjectName> untold = source.others().stream()
                .filter(other -> other.definition() == null)
                .map(OtherObject::name)
                .collect(Collectors.toSet());
        List<Verdict> verdicts = new ArrayList<>();
        for (ObjectName object : EveryObject.of(source)) {
            if (!untold.contains(object)) {
                verdicts.add(Verdict.converted(object, KEPT, null));
            }
        }
        source.others().stream()
                .filter(other -> other.definition() == null)
                .forEach(other -> verdicts.add(Verdict.byHand(
                        other.name(),
                        UNTOLD,
                        other.what() + ": " + untoldReason.apply(other.what()),
                        "Create it by hand",
                        null)));
        return verdicts;
    }

    /**
     * The schema with the columns that the plan wants: other types where the configuration names them, and NULL where a
     * declared loss needs it. Where the plan wants what the source has, the schema's own columns stand: their types may
     * have gone into another schema with the tables.
     */
    private static Schema withPlan(Schema schema, Schema source, Map<TableName, Table> planned) {
        Map<TableName, Table> wanted = new HashMap<>();
        Map<TableName, TableDefinition> sources = new HashMap<>();
        planned.values().forEach(table -> wanted.put(table.name(), table));
        source.tables().stream()
                .filter(table -> planned.containsKey(table.name()))
                .forEach(table -> sources.put(planned.get(table.name()).name(), table));
        return schema.withTables(schema.tables().stream()
                .map(table -> sources.containsKey(table.name())
                        ? planned(table, sources.get(table.name()), wanted.get(table.name()))
                        : table)
                .toList());
    }

    private static TableDefinition planned(TableDefinition table, TableDefinition source, Table planned) {
        Map<String, Column> wanted = new HashMap<>();
        planned.columns().forEach(column -> wanted.put(column.name(), column));
        source.columns().stream()
                .map(ColumnDefinition::column)
                .filter(column -> wanted.containsKey(column.name()))
                .filter(column -> {
                    Column other = wanted.get(column.name());
                    return column.nativeType().equals(other.nativeType()) && column.nullable() == other.nullable();
                })
                .forEach(column -> wanted.remove(column.name()));
        List<ColumnDefinition> columns = table.columns().stream()
                .map(column -> planned(column, wanted.get(column.column().name())))
                .toList();
        return table.withColumns(columns);
    }

    private static ColumnDefinition planned(ColumnDefinition column, Column wanted) {
        Column is = column.column();
        if (wanted == null) {
            return column;
        }
        boolean sameType = is.nativeType().equals(wanted.nativeType());
        return column.with(new Column(
                is.name(),
                wanted.type(),
                wanted.nativeType(),
                wanted.nullable(),
                is.generated(),
                sameType ? is.charset() : wanted.charset(),
                sameType ? is.collation() : wanted.collation()));
    }
}
