package dev.sterna.dialect.postgres.ddl;

import dev.sterna.dialect.SchemaScript.Statement;
import dev.sterna.dialect.convert.EveryObject;
import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Routine;
import dev.sterna.model.schema.RowSecurity;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.UserType;
import dev.sterna.model.schema.View;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Types, views, routines and policies. */
final class ObjectSql {
    private ObjectSql() {}

    static ObjectName name(ObjectKind kind, TableName name) {
        return new ObjectName(kind, name.schema(), null, name.name());
    }

    static ObjectName name(Routine routine) {
        return new ObjectName(ObjectKind.ROUTINE, routine.name().schema(), null, routine.signature());
    }

    static ObjectName name(View view) {
        return name(view.materialized() ? ObjectKind.MATERIALIZED_VIEW : ObjectKind.VIEW, view.name());
    }

    static ObjectName name(UserType type) {
        return name(EveryObject.kind(type), type.name());
    }

    static List<Statement> type(UserType type) {
        String quoted = Literals.qualified(type.name());
        if (type instanceof UserType.Domain domain) {
            return domain(domain, quoted);
        }
        String sql = "CREATE TYPE " + quoted + " AS ";
        if (type instanceof UserType.Enumeration enumeration) {
            sql += enumeration.values().stream().map(Literals::string).collect(Collectors.joining(", ", "ENUM (", ")"));
        } else if (type instanceof UserType.Composite composite) {
            sql += composite.attributes().stream()
                    .map(ObjectSql::attribute)
                    .collect(Collectors.joining(", ", "(", ")"));
        } else {
            sql += "RANGE " + ((UserType.Range) type).definition();
        }
        return List.of(new Statement(name(type), sql));
    }

    private static String attribute(UserType.Composite.Attribute attribute) {
        return Literals.identifier(attribute.name()) + " " + attribute.type()
                + (attribute.collation() == null ? "" : " COLLATE " + attribute.collation());
    }

    private static List<Statement> domain(UserType.Domain domain, String quoted) {
        List<Statement> statements = new ArrayList<>();
        statements.add(new Statement(
                name(domain),
                "CREATE DOMAIN " + quoted + " AS " + domain.base()
                        + (domain.collation() == null ? "" : " COLLATE " + domain.collation())
                        + (domain.defaultSql() == null ? "" : " DEFAULT " + domain.defaultSql())
                        + (domain.notNull() ? " NOT NULL" : "")));
        domain.checks()
                .forEach(check -> statements.add(new Statement(
                        name(domain),
                        "ALTER DOMAIN " + quoted + " ADD CONSTRAINT " + Literals.identifier(check.name()) + " CHECK ("
                                + check.sql() + ")" + (check.validated() ? "" : " NOT VALID"))));
        return statements;
    }

    /** Bodies are not looked into: what they use may come later. */
    static Statement routine(Routine routine) {
        return new Statement(name(routine), "SET check_function_bodies = off", routine.definition());
    }

    /** @param fill whether a materialized one may be filled now */
    static Statement view(View view, boolean fill) {
        String columns = view.columns().stream().map(Literals::identifier).collect(Collectors.joining(", ", " (", ")"));
        if (view.columns().isEmpty()) {
            columns = "";
        }
        if (view.materialized()) {
            return new Statement(
                    name(view),
                    "CREATE MATERIALIZED VIEW " + Literals.qualified(view.name()) + columns + " AS " + view.sql()
                            + (fill && view.populated() ? " WITH DATA" : " WITH NO DATA"));
        }
        return new Statement(
                name(view),
                "CREATE VIEW " + Literals.qualified(view.name()) + columns
                        + (view.runsAsInvoker() ? " WITH (security_invoker = true)" : "") + " AS " + view.sql()
                        + (view.checkOption().equals("NONE") ? "" : " WITH " + view.checkOption() + " CHECK OPTION"));
    }

    static List<Statement> rowSecurity(TableDefinition table) {
        RowSecurity security = table.rowSecurity();
        String quoted = Literals.qualified(table.name());
        List<Statement> statements = new ArrayList<>();
        for (RowSecurity.Policy policy : security.policies()) {
            statements.add(new Statement(
                    new ObjectName(
                            ObjectKind.POLICY,
                            table.name().schema(),
                            table.name().name(),
                            policy.name()),
                    "CREATE POLICY " + Literals.identifier(policy.name()) + " ON " + quoted + " AS "
                            + (policy.permissive() ? "PERMISSIVE" : "RESTRICTIVE") + " FOR " + policy.command()
                            + policy.roles().stream().map(AccessSql::role).collect(Collectors.joining(", ", " TO ", ""))
                            + (policy.using() == null ? "" : " USING (" + policy.using() + ")")
                            + (policy.check() == null ? "" : " WITH CHECK (" + policy.check() + ")")));
        }
        ObjectName name = name(ObjectKind.TABLE, table.name());
        if (security.enabled()) {
            statements.add(new Statement(name, "ALTER TABLE " + quoted + " ENABLE ROW LEVEL SECURITY"));
        }
        if (security.forced()) {
            statements.add(new Statement(name, "ALTER TABLE " + quoted + " FORCE ROW LEVEL SECURITY"));
        }
        return statements;
    }
}
