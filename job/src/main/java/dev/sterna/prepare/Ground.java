package dev.sterna.prepare;

import dev.sterna.dialect.LedgerSql;
import dev.sterna.dialect.SchemaScript.Statement;
import dev.sterna.model.Catalog;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Schema;
import dev.sterna.plan.Plan;
import dev.sterna.step.RunContext;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What must be there besides the objects of the source: the schemas to put them into, and the ledger. */
final class Ground {
    private Ground() {}

    /** Statements for the schemas that are missing. */
    static List<Work> schemas(RunContext run, Schema wanted, Plan plan) {
        Set<String> names = new TreeSet<>(wanted.names());
        plan.tables().forEach(table -> names.add(table.target().name().schema()));
        Set<String> present = present(run);
        List<Work> works = new ArrayList<>();
        for (String name : names) {
            String create = run.target().dialect().ddl().createSchema(name);
            if (create != null && !present.contains(name)) {
                works.add(work(new ObjectName(ObjectKind.SCHEMA, null, null, name), create));
            }
        }
        return works;
    }

    /** PostgreSQL has schemas, of MySQL JDBC calls them catalogues. */
    private static Set<String> present(RunContext run) {
        return run.target().ask("look for the schemas", Ground::schemas);
    }

    private static Set<String> schemas(Connection connection) throws SQLException {
        Set<String> names = new HashSet<>();
        try (ResultSet schemas = connection.getMetaData().getSchemas();
                ResultSet catalogs = connection.getMetaData().getCatalogs()) {
            while (schemas.next()) {
                names.add(schemas.getString("TABLE_SCHEM"));
            }
            boolean none = names.isEmpty();
            while (catalogs.next() && none) {
                names.add(catalogs.getString("TABLE_CAT"));
            }
            return names;
        }
    }

    /** Statements for the ledger, unless it is there. */
    static List<Work> ledger(RunContext run) {
        LedgerSql sql = run.target().dialect().ledger();
        return run.target().ask("look for the ledger", connection -> {
            List<TableName> tables = sql.tables(connection);
            List<String> schemas =
                    tables.stream().map(TableName::schema).distinct().toList();
            Catalog catalog = run.target().dialect().catalog().read(connection, schemas);
            if (tables.stream().allMatch(table -> catalog.find(table).isPresent())) {
                return List.of();
            }
            ObjectName name = new ObjectName(ObjectKind.OTHER, null, null, "ledger");
            return sql.create(connection).stream()
                    .map(statement -> work(name, statement))
                    .toList();
        });
    }

    private static Work work(ObjectName name, String sql) {
        return new Work(new Statement(name, sql), name, true, null);
    }
}
