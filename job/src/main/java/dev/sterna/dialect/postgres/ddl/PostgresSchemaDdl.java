package dev.sterna.dialect.postgres.ddl;

import dev.sterna.dialect.SchemaDdl;
import dev.sterna.dialect.SchemaScript;
import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.model.schema.Schema;
import java.util.List;
import java.util.stream.Collectors;

/** A schema of PostgreSQL as statements. */
public final class PostgresSchemaDdl implements SchemaDdl {
    @Override
    public SchemaScript script(Schema schema) {
        return PostgresSchemaScript.script(schema);
    }

    /** 512 MB, unless the server's own setting is higher; a build takes no more than it needs. */
    @Override
    public List<String> buildSession() {
        return List.of(
                "SELECT set_config(name, greatest(setting::bigint, 524288)::text || 'kB', false)"
                        + " FROM pg_settings WHERE name = 'maintenance_work_mem'",
                "SET max_parallel_maintenance_workers = 4");
    }

    /** The server looks into its own catalogue before all others: what is built in keeps its meaning. */
    @Override
    public String useSchema(List<String> schemas) {
        return schemas.isEmpty()
                ? "SET search_path = pg_catalog"
                : schemas.stream()
                        .map(Literals::identifier)
                        .collect(Collectors.joining(", ", "SET search_path = ", ""));
    }
}
