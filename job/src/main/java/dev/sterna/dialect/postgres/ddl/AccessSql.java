package dev.sterna.dialect.postgres.ddl;

import dev.sterna.dialect.SchemaScript.Statement;
import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Grant;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Routine;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.UserType;
import dev.sterna.model.schema.View;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Comments, owners and privileges. */
final class AccessSql {
    private static final String PUBLIC = "PUBLIC";

    private AccessSql() {}

    static String role(String name) {
        return name.equals(PUBLIC) ? PUBLIC : Literals.identifier(name);
    }

    static String routine(Routine routine) {
        return "ROUTINE " + Literals.identifier(routine.name().schema()) + "." + routine.signature();
    }

    static List<Statement> owners(Schema schema) {
        List<Statement> statements = new ArrayList<>();
        for (TableDefinition table : schema.tables()) {
            owner(statements, "TABLE " + Literals.qualified(table.name()), table.name(), table.owner());
        }
        for (View view : schema.views()) {
            String word = view.materialized() ? "MATERIALIZED VIEW " : "VIEW ";
            owner(statements, word + Literals.qualified(view.name()), view.name(), view.owner());
        }
        for (Routine routine : schema.routines()) {
            owner(
                    statements,
                    routine(routine),
                    new TableName(routine.name().schema(), routine.signature()),
                    routine.owner());
        }
        return statements;
    }

    /** Without an owner the object belongs to the role that makes it. */
    private static void owner(List<Statement> statements, String what, TableName name, String owner) {
        if (owner != null) {
            statements.add(new Statement(
                    new ObjectName(ObjectKind.OWNER, name.schema(), null, name.name()),
                    "ALTER " + what + " OWNER TO " + Literals.identifier(owner)));
        }
    }

    /** What everybody has by default is taken away first: the grants say all. */
    static List<Statement> grants(List<Grant> grants) {
        List<Statement> statements = new ArrayList<>();
        Set<List<Object>> revoked = new LinkedHashSet<>();
        for (Grant grant : grants) {
            ObjectName on = grant.on();
            boolean column = on.kind() == ObjectKind.COLUMN;
            if (!column && revoked.add(List.of(on, grant.grantee()))) {
                statements.add(
                        new Statement(grantName(on), "REVOKE ALL ON " + object(on) + " FROM " + role(grant.grantee())));
            }
        }
        for (Grant grant : grants) {
            ObjectName on = grant.on();
            String columns = on.kind() == ObjectKind.COLUMN ? " (" + Literals.identifier(on.name()) + ")" : "";
            if (!grant.privileges().isEmpty()) {
                statements.add(new Statement(
                        grantName(on),
                        "GRANT "
                                + grant.privileges().stream()
                                        .map(privilege -> privilege + columns)
                                        .collect(Collectors.joining(", "))
                                + " ON " + object(on) + " TO " + role(grant.grantee())
                                + (grant.grantable() ? " WITH GRANT OPTION" : "")));
            }
        }
        return statements;
    }

    private static ObjectName grantName(ObjectName on) {
        return new ObjectName(ObjectKind.GRANT, on.schema(), on.table(), on.name());
    }

    private static String object(ObjectName on) {
        String schema = Literals.identifier(on.schema());
        return switch (on.kind()) {
            case SCHEMA -> "SCHEMA " + schema;
            case SEQUENCE -> "SEQUENCE " + schema + "." + Literals.identifier(on.name());
            case ROUTINE -> "ROUTINE " + schema + "." + on.name();
            case DOMAIN, ENUM, COMPOSITE, RANGE -> "TYPE " + schema + "." + Literals.identifier(on.name());
            case COLUMN -> "TABLE " + schema + "." + Literals.identifier(on.table());
            default -> "TABLE " + schema + "." + Literals.identifier(on.name());
        };
    }

    static List<Statement> comments(Schema schema) {
        Comments comments = new Comments();
        schema.tables().forEach(table -> table(comments, table));
        for (View view : schema.views()) {
            String word = view.materialized() ? "MATERIALIZED VIEW " : "VIEW ";
            comments.add(word + Literals.qualified(view.name()), view.name(), view.comment());
            view.indexes().forEach(index -> index(comments, view.name(), index.name(), index.comment()));
        }
        schema.sequences()
                .forEach(sequence -> comments.add(
                        "SEQUENCE " + Literals.qualified(sequence.name()), sequence.name(), sequence.comment()));
        for (UserType type : schema.types()) {
            String quoted = Literals.qualified(type.name());
            comments.add("TYPE " + quoted, type.name(), type.comment());
            if (type instanceof UserType.Domain domain) {
                domain.checks()
                        .forEach(check -> comments.add(
                                "CONSTRAINT " + Literals.identifier(check.name()) + " ON DOMAIN " + quoted,
                                type.name(),
                                check.comment()));
            }
        }
        schema.routines().forEach(routine -> comments.add(routine(routine), routine.name(), routine.comment()));
        schema.triggers()
                .forEach(trigger -> comments.add(
                        "TRIGGER " + Literals.identifier(trigger.name()) + " ON " + Literals.qualified(trigger.table()),
                        trigger.table(),
                        trigger.comment()));
        return comments.statements;
    }

    private static void table(Comments comments, TableDefinition table) {
        String quoted = Literals.qualified(table.name());
        comments.add("TABLE " + quoted, table.name(), table.comment());
        table.columns()
                .forEach(column -> comments.add(
                        "COLUMN " + quoted + "."
                                + Literals.identifier(column.column().name()),
                        table.name(),
                        column.comment()));
        table.indexes().forEach(index -> index(comments, table.name(), index.name(), index.comment()));
        if (table.primaryKey() != null) {
            comments.constraint(
                    table, table.primaryKey().name(), table.primaryKey().comment());
        }
        table.uniques().forEach(key -> comments.constraint(table, key.name(), key.comment()));
        table.foreignKeys().forEach(key -> comments.constraint(table, key.name(), key.comment()));
        table.checks().forEach(check -> comments.constraint(table, check.name(), check.comment()));
        table.exclusions().forEach(exclusion -> comments.constraint(table, exclusion.name(), exclusion.comment()));
    }

    private static void index(Comments comments, TableName on, String name, String text) {
        comments.add("INDEX " + Literals.qualified(new TableName(on.schema(), name)), on, text);
    }

    /** The statements so far. */
    private static final class Comments {
        private final List<Statement> statements = new ArrayList<>();

        private void constraint(TableDefinition table, String name, String text) {
            add(
                    "CONSTRAINT " + Literals.identifier(name) + " ON " + Literals.qualified(table.name()),
                    table.name(),
                    text);
        }

        private void add(String what, TableName name, String text) {
            if (text != null) {
                statements.add(new Statement(
                        new ObjectName(ObjectKind.COMMENT, name.schema(), null, name.name()),
                        "COMMENT ON " + what + " IS " + Literals.string(text)));
            }
        }
    }
}
