package dev.sterna.dialect.postgres.ddl;

import dev.sterna.dialect.SchemaScript.Statement;
import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Check;
import dev.sterna.model.schema.Deferral;
import dev.sterna.model.schema.ForeignKey;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.UniqueConstraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Constraints and indexes of one table. */
final class ConstraintSql {
    private final TableDefinition table;
    private final String alter;

    ConstraintSql(TableDefinition table) {
        this.table = table;
        this.alter = "ALTER TABLE " + Literals.qualified(table.name());
    }

    /** @param names in which the primary keys of the schema take theirs */
    List<Statement> keys(KeyNames names) {
        List<Statement> statements = new ArrayList<>();
        if (table.primaryKey() != null) {
            statements.add(primaryKey(table.primaryKey(), names));
        }
        table.uniques()
                .forEach(key -> statements.add(key(
                        ObjectKind.UNIQUE_CONSTRAINT,
                        key.nullsNotDistinct() ? " UNIQUE NULLS NOT DISTINCT" : " UNIQUE",
                        key)));
        table.exclusions()
                .forEach(exclusion -> statements.add(add(
                        ObjectKind.EXCLUSION, exclusion.name(), " " + exclusion.sql() + sql(exclusion.deferral()))));
        return statements;
    }

    /** Nothing goes by the name of a primary key: where it is taken the server may choose one. */
    private Statement primaryKey(UniqueConstraint key, KeyNames names) {
        String sql = " PRIMARY KEY" + definition(key);
        return names.take(new TableName(table.name().schema(), key.name()))
                ? add(ObjectKind.PRIMARY_KEY, key.name(), sql)
                : new Statement(object(ObjectKind.PRIMARY_KEY, key.name()), alter + " ADD" + sql);
    }

    private Statement key(ObjectKind kind, String words, UniqueConstraint key) {
        return add(kind, key.name(), words + definition(key));
    }

    private static String definition(UniqueConstraint key) {
        List<String> columns = key.columns().stream().map(Index.Part::column).toList();
        String included = key.included().isEmpty() ? "" : " INCLUDE " + list(key.included());
        return " " + list(columns) + included + sql(key.deferral());
    }

    /** Of a partitioned table a whole index: the partitions' own, which are there already, become its parts. */
    List<Statement> indexes() {
        return table.indexes().stream().map(index -> index(table.name(), index)).toList();
    }

    static Statement index(TableName on, Index index) {
        String name = Literals.identifier(index.name());
        String sql = index.definition();
        for (String spelled : List.of(name, index.name())) {
            String before = " INDEX " + spelled + " ON ONLY ";
            int at = sql.indexOf(before);
            if (at >= 0 && at <= "CREATE UNIQUE".length()) {
                sql = sql.substring(0, at) + " INDEX " + spelled + " ON " + sql.substring(at + before.length());
                break;
            }
        }
        return new Statement(new ObjectName(ObjectKind.INDEX, on.schema(), on.name(), index.name()), sql);
    }

    List<Statement> checks() {
        List<Statement> statements = new ArrayList<>();
        for (Check check : table.checks()) {
            String sql = " CHECK (" + check.sql() + ")" + (check.noInherit() ? " NO INHERIT" : "");
            if (!check.enforced()) {
                statements.add(add(ObjectKind.CHECK, check.name(), sql + " NOT ENFORCED"));
                continue;
            }
            statements.add(add(ObjectKind.CHECK, check.name(), sql + " NOT VALID"));
            if (check.validated()) {
                statements.add(validate(ObjectKind.CHECK, check.name()));
            }
        }
        return statements;
    }

    /**
     * Added first and validated then, which locks nobody out for long; at once those of and to the partitioned tables:
     * before version 18 they can only be so, or are taken to be not validated in the partitions.
     */
    List<Statement> foreignKeys(Set<TableName> partitioned) {
        List<Statement> statements = new ArrayList<>();
        for (ForeignKey key : table.foreignKeys()) {
            String sql = " FOREIGN KEY " + list(key.columns()) + " REFERENCES " + Literals.qualified(key.target())
                    + " " + list(key.referenced()) + (key.matchFull() ? " MATCH FULL" : "") + " ON UPDATE "
                    + key.onUpdate().sql() + " ON DELETE " + key.onDelete().sql()
                    + (key.setColumns().isEmpty() ? "" : " " + list(key.setColumns())) + sql(key.deferral());
            boolean atOnce =
                    key.validated() && (partitioned.contains(table.name()) || partitioned.contains(key.target()));
            statements.add(add(ObjectKind.FOREIGN_KEY, key.name(), atOnce ? sql : sql + " NOT VALID"));
            if (key.validated() && !atOnce) {
                statements.add(validate(ObjectKind.FOREIGN_KEY, key.name()));
            }
        }
        return statements;
    }

    private Statement add(ObjectKind kind, String name, String sql) {
        return new Statement(object(kind, name), alter + " ADD CONSTRAINT " + Literals.identifier(name) + sql);
    }

    private Statement validate(ObjectKind kind, String name) {
        return new Statement(object(kind, name), alter + " VALIDATE CONSTRAINT " + Literals.identifier(name));
    }

    private ObjectName object(ObjectKind kind, String name) {
        return new ObjectName(kind, table.name().schema(), table.name().name(), name);
    }

    private static String sql(Deferral deferral) {
        return switch (deferral) {
            case NOT_DEFERRABLE -> "";
            case INITIALLY_IMMEDIATE -> " DEFERRABLE";
            case INITIALLY_DEFERRED -> " DEFERRABLE INITIALLY DEFERRED";
        };
    }

    static String list(List<String> columns) {
        return columns.stream().map(Literals::identifier).collect(Collectors.joining(", ", "(", ")"));
    }
}
