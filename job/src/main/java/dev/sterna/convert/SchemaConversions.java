package dev.sterna.convert;

import dev.sterna.model.Side;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Conversion;
import dev.sterna.model.schema.Schema;
import dev.sterna.step.RunContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads whole schemas, with failures explained, and converts the source's. */
public final class SchemaConversions {
    private SchemaConversions() {}

    /**
     * What the target is to have, as the source is now.
     *
     * @param tables source table to planned target table
     * @param excluded patterns of objects that are not to be converted
     */
    public static Conversion of(RunContext run, Map<TableName, Table> tables, List<String> excluded) {
        Set<String> schemas = new LinkedHashSet<>(
                Catalogs.schemas(run.source(), Side.SOURCE, run.settings().source()));
        tables.keySet().forEach(table -> schemas.add(table.schema()));
        Schema source = new ObjectFilter(excluded).apply(read(run.source(), Side.SOURCE, List.copyOf(schemas)));
        return convert(run, source, tables);
    }

    /** A source's schema in the target's terms, without what the target's user may not make. */
    static Conversion convert(RunContext run, Schema source, Map<TableName, Table> tables) {
        Conversion conversion = run.target()
                .dialect()
                .converter()
                .convert(source, run.source().dialect(), tables, run.target().server());
        try (Connection connection = run.target().connector().open()) {
            return Rights.fit(
                    conversion,
                    run.target().dialect().schemas().rights(connection),
                    run.target().dialect().schemaDdl());
        } catch (SQLException failure) {
            throw run.target().dialect().explain(failure, Side.TARGET, "look for roles and rights", null);
        }
    }

    /** What the target has in the schemas of a conversion, or in those of the tables that go there. */
    public static Schema present(RunContext run, Schema wanted) {
        Set<String> schemas = new LinkedHashSet<>(wanted.names());
        wanted.tables().forEach(table -> schemas.add(table.name().schema()));
        return read(run.target(), Side.TARGET, new ArrayList<>(schemas));
    }

    /** Everything in these schemas of one end. */
    public static Schema read(RunContext.End end, Side side, List<String> schemas) {
        try (Connection connection = end.connector().open()) {
            return end.dialect().schemas().read(connection, schemas);
        } catch (SQLException failure) {
            throw end.dialect().explain(failure, side, "read the catalogue of " + String.join(", ", schemas), null);
        }
    }
}
