package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.config.ValuePolicy.RangeChecks;
import dev.sterna.dialect.server.Server;
import dev.sterna.jdbc.Connector;
import dev.sterna.model.Column;
import dev.sterna.model.Column.Generated;
import dev.sterna.model.Key;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.ColumnDefinition.Identity;
import dev.sterna.model.schema.Deferral;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.Sequence;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.UniqueConstraint;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Makes tables at a target by the way that prepare goes: the converter says what they become, the script of the schema has
 * the statements.
 */
public final class TargetTables {
    private final Dialect dialect;
    private final Server server;
    private final Connector connector;
    private final List<SchemaScript.Statement> keys = new ArrayList<>();

    /**
     * @param server the target
     * @param connector to it; statements leave their connection in other states
     */
    TargetTables(Dialect dialect, Server server, Connector connector) {
        this.dialect = dialect;
        this.server = server;
        this.connector = connector;
    }

    /**
     * Makes some tables of a schema as the load finds them; no statement may be refused.
     *
     * @param names of source tables, and what they are called here
     * @param overrides column name to another type, in every table
     * @return what is planned of each source table
     */
    public Map<TableName, Table> make(Schema source, Map<TableName, TableName> names, Map<String, String> overrides)
            throws SQLException {
        Map<TableName, Table> planned = new LinkedHashMap<>();
        for (TableDefinition definition : source.tables()) {
            TableName name = names.get(definition.name());
            if (name != null) {
                planned.put(
                        definition.name(),
                        dialect.converter()
                                .table(
                                        definition.table(),
                                        source.engine(),
                                        name,
                                        ColumnWishes.ofTypes(overrides),
                                        server));
            }
        }
        Schema wanted = dialect.converter()
                .convert(
                        source,
                        source,
                        Dialects.forProduct(source.engine()),
                        planned,
                        Map.of(),
                        server,
                        RangeChecks.CHECK)
                .schema();
        SchemaScript script = dialect.schemaDdl().script(wanted);
        try (Connection connection = connector.open()) {
            assertThat(refusals(connection, new SchemaScript(script.before(), List.of())))
                    .isEmpty();
        }
        script.after().stream()
                .filter(statement -> statement.object().kind() == ObjectKind.PRIMARY_KEY)
                .forEach(keys::add);
        return planned;
    }

    /** Does with a table whose rows are in what the load does, and makes the primary key that it was made without. */
    public void finish(Table table) throws SQLException {
        List<SchemaScript.Statement> own = keys.stream()
                .filter(key -> new TableName(key.object().schema(), key.object().table()).equals(table.name()))
                .toList();
        keys.removeAll(own);
        try (Connection connection = connector.open();
                Statement statement = connection.createStatement()) {
            assertThat(refusals(connection, new SchemaScript(List.of(), own))).isEmpty();
            for (String sql : dialect.schemaDdl().finishTable(table)) {
                statement.execute(sql);
            }
        }
    }

    /** Gives every statement of a script, and returns those that were refused, with the server's words. */
    public static List<String> refusals(Connection connection, SchemaScript script) throws SQLException {
        List<String> refused = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            for (SchemaScript.Statement next : Stream.concat(script.before().stream(), script.after().stream())
                    .toList()) {
                try {
                    if (next.session() != null) {
                        statement.execute(next.session());
                    }
                    statement.execute(next.sql());
                } catch (SQLException failure) {
                    refused.add(next.object() + ": " + failure.getMessage() + "\n" + next.sql());
                }
            }
        }
        return refused;
    }

    /** A schema with one table, of which nothing is known but columns and primary key. */
    static Schema schema(String engine, TableName name, List<Column> columns, Key key) {
        List<Index.Part> parts = key.columns().stream().map(Index.Part::of).toList();
        TableDefinition table = new TableDefinition(
                name,
                columns.stream().map(column -> definition(name, column)).toList(),
                new UniqueConstraint(key.name(), parts, List.of(), Deferral.NOT_DEFERRABLE, false, null),
                List.of(),
                List.of(),
                List.of(),
                -1,
                -1);
        return Schema.of(engine, table);
    }

    private static ColumnDefinition definition(TableName table, Column column) {
        Sequence counter = new Sequence(
                null,
                column.nativeType(),
                BigInteger.ONE,
                BigInteger.ONE,
                BigInteger.ONE,
                BigInteger.valueOf(Long.MAX_VALUE),
                1,
                false,
                BigInteger.ONE,
                table,
                column.name(),
                null);
        boolean counts = column.generated() == Generated.IDENTITY;
        return new ColumnDefinition(
                column, null, null, counts ? new Identity(Identity.Kind.AUTO_INCREMENT, counter) : null, null, null);
    }
}
