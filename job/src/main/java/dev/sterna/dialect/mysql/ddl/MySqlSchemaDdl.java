package dev.sterna.dialect.mysql.ddl;

import dev.sterna.dialect.SchemaDdl;
import dev.sterna.dialect.SchemaScript;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.dialect.server.Server;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Check;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Routine;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.TableDefinition;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A schema of MySQL or MariaDB as statements. */
public final class MySqlSchemaDdl implements SchemaDdl {
    private static final String TRIED = "sterna_tried";

    private static final Pattern DECLARED = Pattern.compile(
            "(?<!\\bNOT\\s{1,9})\\bDETERMINISTIC\\b|\\bNO\\s+SQL\\b|\\bREADS\\s+SQL\\s+DATA\\b",
            Pattern.CASE_INSENSITIVE);

    @Override
    public SchemaScript script(Schema schema) {
        return MySqlSchemaScript.script(schema);
    }

    @Override
    public String createSchema(String schema) {
        return "CREATE DATABASE IF NOT EXISTS " + MySqlLiterals.quote(schema) + " CHARACTER SET utf8mb4";
    }

    @Override
    public String dropSchema(String schema) {
        return "DROP DATABASE " + MySqlLiterals.quote(schema);
    }

    @Override
    public String temporary(String schema, List<ColumnDefinition> columns) {
        return SchemaTableText.temporary(new TableName(schema, TRIED), columns);
    }

    @Override
    public String dropTemporary(String schema) {
        return "DROP TEMPORARY TABLE IF EXISTS " + MySqlLiterals.quote(new TableName(schema, TRIED));
    }

    /** InnoDB keeps rows in the order of the primary key: made later, it would write every row again. */
    @Override
    public boolean keyAfterLoad() {
        return false;
    }

    /** InnoDB itself counts on after the greatest value that was loaded into an AUTO_INCREMENT column. */
    @Override
    public List<String> finishTable(Table table) {
        return List.of("ANALYZE TABLE " + MySqlLiterals.quote(table.name()));
    }

    @Override
    public String complaint(ResultSet answer) throws SQLException {
        List<String> complaints = new ArrayList<>();
        while (answer.next()) {
            if ("error".equalsIgnoreCase(answer.getString("Msg_type"))) {
                complaints.add(answer.getString("Msg_text"));
            }
        }
        return complaints.isEmpty() ? null : String.join("; ", complaints);
    }

    /** Sterna's sessions do not check foreign keys. */
    @Override
    public List<String> truncate(List<TableName> tables) {
        return tables.stream()
                .map(table -> "TRUNCATE TABLE " + MySqlLiterals.quote(table))
                .toList();
    }

    /** TRUNCATE is refused for such a table (4137). What DELETE removes becomes a former row first. */
    @Override
    public List<String> truncateWithFormerRows(TableName table) {
        String from = " FROM " + MySqlLiterals.quote(table);
        return List.of("DELETE" + from, "DELETE HISTORY" + from);
    }

    /** The client would end the statement at the first semicolon within it. */
    @Override
    public String forClient(String sql) {
        if (!sql.contains(";")) {
            return sql + ";";
        }
        String end = "$$";
        while (sql.contains(end)) {
            end += "$";
        }
        return "DELIMITER " + end + "\n" + sql + "\n" + end + "\nDELIMITER ;";
    }

    @Override
    public Optional<SchemaScript.Statement> together(SchemaScript.Statement first, SchemaScript.Statement second) {
        return MySqlSchemaScript.together(first, second);
    }

    @Override
    public Optional<SchemaScript.Statement> unchecked(SchemaScript.Statement statement, Server server) {
        return MySqlSchemaScript.unchecked(statement, server.product());
    }

    @Override
    public Optional<String> enforce(ObjectName constraint, Server server) {
        return constraint.kind() == ObjectKind.CHECK && server.product().equals("mysql")
                ? Optional.of("ALTER TABLE "
                        + MySqlLiterals.quote(new TableName(constraint.schema(), constraint.table())) + " ALTER CHECK "
                        + MySqlLiterals.quote(constraint.name()) + " ENFORCED")
                : Optional.empty();
    }

    @Override
    public String dropCheck(TableDefinition table, Check check) {
        return check.column() == null
                ? "ALTER TABLE " + MySqlLiterals.quote(table.name()) + " DROP CONSTRAINT "
                        + MySqlLiterals.quote(check.name())
                : SchemaTableText.withoutChecks(table, check.column());
    }

    @Override
    public String useSchema(List<String> schemas) {
        return "USE " + MySqlLiterals.quote(schemas.get(0));
    }

    @Override
    public Map<ObjectName, String> definers(Schema schema) {
        return DefinerRemoval.of(schema);
    }

    @Override
    public Schema withoutDefiners(Schema schema, Set<String> accounts) {
        return new DefinerRemoval(accounts).without(schema);
    }

    @Override
    public Set<ObjectName> undeclared(Schema schema) {
        return schema.routines().stream()
                .filter(routine -> routine.kind() == Routine.Kind.FUNCTION && routine.definition() != null)
                .filter(routine -> !DECLARED.matcher(routine.definition()).find())
                .map(routine ->
                        new ObjectName(ObjectKind.ROUTINE, routine.name().schema(), null, routine.signature()))
                .collect(Collectors.toSet());
    }
}
