package dev.sterna.dialect;

import dev.sterna.config.ValuePolicy.RangeChecks;
import dev.sterna.dialect.rules.ConversionRule;
import dev.sterna.dialect.server.Server;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ConvertedSchema;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.TableDefinition;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a target of this engine makes of a source's schema. */
public interface SchemaConverter {
    /**
     * A table of this engine that holds a source table's values exactly.
     *
     * @param engine the source's product, as {@link Schema#engine} has it
     * @param wishes the user's own types and names for its columns
     * @param to the target server, whose product and version decide which types there are
     * @return the types as that server shows them, but for those that the user wants
     * @throws dev.sterna.error.SternaException (REFUSED) naming the column when a type has no equal here, or a name cannot be had
     */
    Table table(Table source, String engine, TableName name, ColumnWishes wishes, Server to);

    /**
     * Types of this engine for columns of which only their definition tells what they hold, by their names in the source.
     *
     * @param from the dialect that read it
     */
    Map<String, String> types(TableDefinition source, Dialect from);

    /**
     * The columns of a source's table that this engine cannot compute as the source does, by their names there: their values
     * can be carried instead. None where they would not stay what they are.
     *
     * @param engine the source's product, as {@link Schema#engine} has it
     * @param from the dialect that read it
     * @param target what {@link #table} made of it
     */
    Set<String> uncomputable(TableDefinition source, String engine, Dialect from, Table target, Server to);

    /**
     * The source's schema in this engine's terms, with a verdict on every object of it.
     *
     * @param source as the source's {@link SchemaReader} read it; computed columns whose values are carried are marked as such
     * @param whole the same before something was left out of it: names are given as if it were not
     * @param from the dialect that read it
     * @param tables source table to the table that the plan wants here, made by {@link #table}; its names, types, nullability, character sets and
     *     collations stand. Tables that are not among them, and what hangs on them, are not converted
     * @param computed source table to the names that its computed columns get here, by the source's; one that is not named
     *     keeps its own as far as this engine takes it
     * @param to the target server, whose product and version decide what it can hold
     * @param ranges what becomes of values that types here take and the source's do not
     */
    ConvertedSchema convert(
            Schema source,
            Schema whole,
            Dialect from,
            Map<TableName, Table> tables,
            Map<TableName, Map<String, String>> computed,
            Server to,
            RangeChecks ranges);

    /**
     * What names columns of a table in SQL that is not renamed, in a schema of this engine: they cannot be called otherwise
     * within it.
     *
     * @param names of columns that are to get others, by their own
     */
    Set<ObjectName> naming(Schema source, TableName table, Map<String, String> names);

    /** Why former rows of one server's tables cannot come to another one of this engine, as part of a sentence; null when they can. */
    default String keepsNoFormerRows(Server from, Server to) {
        return "the target keeps no former rows";
    }

    /** All rules by which schemas of other engines are converted; docs/objects.md and docs/type-mapping.md list them. */
    List<ConversionRule> rules();
}
