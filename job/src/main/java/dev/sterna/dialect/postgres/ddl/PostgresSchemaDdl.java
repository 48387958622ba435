package dev.sterna.dialect.postgres.ddl;

import dev.sterna.dialect.SchemaDdl;
import dev.sterna.dialect.SchemaScript;
import dev.sterna.dialect.postgres.sql.LargeObjects;
import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Check;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.TableDefinition;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A schema of PostgreSQL as statements. */
public final class PostgresSchemaDdl implements SchemaDdl {
    private static final String TRIED = "sterna_tried";

    @Override
    public SchemaScript script(Schema schema) {
        return PostgresSchemaScript.script(schema);
    }

    @Override
    public String createSchema(String schema) {
        return schema.equals("public") ? null : createSchemaIfMissing(schema);
    }

    @Override
    public String dropSchema(String schema) {
        return "DROP SCHEMA " + Literals.identifier(schema) + " CASCADE";
    }

    /** CREATE SCHEMA IF NOT EXISTS wants the right to create schemas even where there is nothing to create. */
    public static String createSchemaIfMissing(String schema) {
        String create = "CREATE SCHEMA " + Literals.identifier(schema);
        return "DO "
                + Literals.string("BEGIN IF NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = "
                        + Literals.string(schema) + ") THEN " + create + "; END IF; END");
    }

    @Override
    public String temporary(String schema, List<ColumnDefinition> columns) {
        return "CREATE TEMPORARY TABLE " + TRIED + " (" + TableSql.columns(columns) + ")";
    }

    @Override
    public String dropTemporary(String schema) {
        return "DROP TABLE IF EXISTS pg_temp." + TRIED;
    }

    /** A function, a type, a schema, a collation. */
    @Override
    public boolean isAwaiting(SQLException failure) {
        return Set.of("42883", "42704", "3F000").contains(failure.getSQLState());
    }

    @Override
    public boolean keyAfterLoad() {
        return true;
    }

    @Override
    public List<String> finishTable(Table table) {
        return table.name().equals(LargeObjects.NAME) ? List.of() : new FinishSql(table).statements();
    }

    /** All in one statement, since one alone may not be emptied while another refers to it. */
    @Override
    public List<String> truncate(List<TableName> tables) {
        List<String> statements = new ArrayList<>();
        if (tables.contains(LargeObjects.NAME)) {
            statements.add(LargeObjects.remove());
        }
        String names = tables.stream()
                .filter(table -> !table.equals(LargeObjects.NAME))
                .map(table -> Literals.string(Literals.qualified(table)))
                .collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            // Tables that inherit from one are tables of their own, a partitioned one's rows are all in its partitions.
            statements.add("DO "
                    + Literals.string("BEGIN EXECUTE (SELECT 'TRUNCATE TABLE ' || string_agg("
                            + "CASE WHEN pg_partition_root(t) IS NULL THEN 'ONLY ' ELSE '' END || t::text, ', ')"
                            + " FROM unnest(ARRAY[" + names + "]::regclass[]) t); END"));
        }
        return statements;
    }

    @Override
    public Optional<String> refresh(ObjectName view) {
        return Optional.of(
                "REFRESH MATERIALIZED VIEW " + Literals.qualified(new TableName(view.schema(), view.name())));
    }

    /**
     * 512 MB, unless the server's own setting is higher; a build takes no more than it needs. Where the server can, it looks
     * whether the client is still there: it would build on for hours for one that was killed, and keep others from the table.
     */
    @Override
    public List<String> buildSession() {
        return List.of(
                "SELECT set_config(name, greatest(setting::bigint, 524288)::text || 'kB', false)"
                        + " FROM pg_settings WHERE name = 'maintenance_work_mem'",
                "SET max_parallel_maintenance_workers = 4",
                "SELECT set_config(name, '10s', false) FROM pg_settings"
                        + " WHERE name = 'client_connection_check_interval' AND version() !~* 'visual c|mingw|windows'");
    }

    /** The server looks into its own catalogue before all others: what is built in keeps its meaning. */
    @Override
    public String dropCheck(TableDefinition table, Check check) {
        return "ALTER TABLE " + Literals.qualified(table.name()) + " DROP CONSTRAINT "
                + Literals.identifier(check.name());
    }

    @Override
    public String useSchema(List<String> schemas) {
        return schemas.isEmpty()
                ? "SET search_path = pg_catalog"
                : schemas.stream()
                        .map(Literals::identifier)
                        .collect(Collectors.joining(", ", "SET search_path = ", ""));
    }
}
