package dev.sterna.dialect.mysql.ddl;

import dev.sterna.dialect.SchemaScript;
import dev.sterna.dialect.SchemaScript.Statement;
import dev.sterna.dialect.convert.ConversionDraft;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Check;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.Sequence;
import dev.sterna.model.schema.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Makes a schema of MySQL or MariaDB, as it was read from one, or as a conversion made it. What could not be read (a view
 * or routine without its text) has no statement: {@link Schema#blind} names it.
 */
public final class MySqlSchemaScript {
    /** Zero stays zero in AUTO_INCREMENT columns, zero dates may be defaults, and times are in UTC as they were read. */
    private static final String PLAIN_MODE = "STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO";

    private final Schema schema;
    private final List<Statement> before = new ArrayList<>();
    private final List<Statement> after = new ArrayList<>();

    private MySqlSchemaScript(Schema schema) {
        this.schema = schema;
    }

    /** The statements; the schemas themselves are there. */
    public static SchemaScript script(Schema schema) {
        MySqlSchemaScript ddl = new MySqlSchemaScript(schema);
        ddl.tables();
        schema.tables().forEach(ddl::indexes);
        ddl.counters();
        schema.tables().forEach(ddl::constraints);
        ddl.programs();
        return new SchemaScript(ddl.before, ddl.after);
    }

    /** MySQL looks at the rows of every check that it enforces. */
    static Optional<Statement> unchecked(Statement statement, String product) {
        if (statement.object().kind() == ObjectKind.CHECK && product.equals("mysql")) {
            return Optional.of(
                    new Statement(statement.object(), statement.session(), statement.sql() + " NOT ENFORCED"));
        }
        String off = switch (statement.object().kind()) {
            case FOREIGN_KEY -> "foreign_key_checks";
            case CHECK -> "check_constraint_checks";
            default -> null;
        };
        return Optional.ofNullable(off)
                .map(variable -> new Statement(
                        statement.object(),
                        session(PLAIN_MODE, "+00:00", null) + ", SESSION " + variable + " = 0",
                        statement.sql()));
    }

    private void tables() {
        // Before tables: a default may take the next value.
        sequences()
                .forEach(sequence -> before.add(
                        plain(named(ObjectKind.SEQUENCE, sequence.name(), null), SchemaTableText.create(sequence))));
        schema.tables()
                .forEach(table ->
                        before.add(plain(named(ObjectKind.TABLE, table.name(), null), SchemaTableText.create(table))));
    }

    /** Those that are known, where there are any. */
    private List<Sequence> sequences() {
        return schema.engine().equals("mysql")
                ? List.of()
                : schema.sequences().stream()
                        .filter(sequence -> sequence.start() != null)
                        .toList();
    }

    /** Each that is unique by hash has the server copy the table: first, so that the others are not made anew with it. */
    private void indexes(TableDefinition table) {
        List<Index> later = table.indexes().stream()
                .filter(index -> SchemaTableText.isLater(table, index))
                .toList();
        later.stream().filter(MySqlSchemaScript::isByHash).forEach(index -> index(table, index));
        table.uniques().stream()
                .filter(key -> !key.name().equals(SchemaKeyText.keyOfIdentity(table)))
                .forEach(key -> after.add(ofTable(
                        table,
                        named(ObjectKind.UNIQUE_CONSTRAINT, table.name(), key.name()),
                        add(table.name()) + SchemaKeyText.unique(key))));
        later.stream().filter(index -> !isByHash(index)).forEach(index -> index(table, index));
    }

    /** Those that are unique by hash, of one table. */
    static Optional<Statement> together(Statement first, Statement second) {
        ObjectName one = first.object();
        ObjectName other = second.object();
        if (one.kind() != ObjectKind.INDEX || other.kind() != ObjectKind.INDEX || one.table() == null) {
            return Optional.empty();
        }
        String add = add(new TableName(one.schema(), one.table()));
        boolean joins = one.schema().equals(other.schema())
                && one.table().equals(other.table())
                && Objects.equals(first.session(), second.session())
                && List.of(first, second).stream()
                        .allMatch(statement -> statement.sql().startsWith(add + "UNIQUE KEY ")
                                && statement.sql().contains(") USING HASH"));
        return joins
                ? Optional.of(new Statement(
                        one,
                        first.session(),
                        first.sql() + ", ADD " + second.sql().substring(add.length())))
                : Optional.empty();
    }

    private static boolean isByHash(Index index) {
        return index.unique() && index.method().equals("hash");
    }

    private void index(TableDefinition table, Index index) {
        after.add(ofTable(
                table,
                named(ObjectKind.INDEX, table.name(), index.name()),
                add(table.name()) + SchemaKeyText.index(table, index)));
    }

    private static String add(TableName table) {
        return "ALTER TABLE " + MySqlLiterals.quote(table) + " ADD ";
    }

    /** InnoDB counts on by itself after the greatest row; but rows above it may have been deleted. */
    private void counters() {
        for (TableDefinition table : schema.tables()) {
            String goOn = SchemaTableText.goOn(table);
            if (goOn != null) {
                after.add(plain(named(ObjectKind.IDENTITY, table.name(), SchemaKeyText.counting(table)), goOn));
            }
        }
        sequences().stream()
                .filter(sequence -> SchemaTableText.goOn(sequence) != null)
                .forEach(sequence -> after.add(
                        plain(named(ObjectKind.SEQUENCE, sequence.name(), null), SchemaTableText.goOn(sequence))));
    }

    private void constraints(TableDefinition table) {
        String add = add(table.name());
        for (Check check : table.checks()) {
            if (check.column() == null || SchemaTableText.isLater(table, check)) {
                ObjectName name = named(ObjectKind.CHECK, table.name(), check.name());
                Statement statement = plain(
                        name,
                        check.column() == null
                                ? add + SchemaKeyText.check(check)
                                : SchemaTableText.withChecks(table, check.column()));
                boolean looks = check.validated() || !check.enforced();
                after.add(
                        looks
                                ? statement
                                : unchecked(statement, schema.engine()).orElse(statement));
            }
        }
        table.foreignKeys()
                .forEach(key -> after.add(new Statement(
                        named(ObjectKind.FOREIGN_KEY, table.name(), key.name()),
                        // On, so that the server looks for orphans.
                        session(PLAIN_MODE, "+00:00", null) + ", SESSION foreign_key_checks = 1",
                        add + SchemaKeyText.foreignKey(key))));
    }

    private void programs() {
        // Before views, which call them; what programs themselves name is looked for when they run.
        schema.routines().stream()
                .filter(routine -> routine.definition() != null)
                .forEach(routine -> after.add(new Statement(
                        new ObjectName(ObjectKind.ROUTINE, routine.name().schema(), null, routine.signature()),
                        session(routine.settings()),
                        SchemaProgramText.routine(routine))));
        SchemaProgramText.inOrder(schema.views()).stream()
                .filter(view -> view.sql() != null)
                .forEach(view -> after.add(new Statement(
                        named(ObjectKind.VIEW, view.name(), null),
                        session(view.settings()),
                        SchemaProgramText.view(view))));
        schema.triggers()
                .forEach(trigger -> after.add(new Statement(
                        named(ObjectKind.TRIGGER, trigger.table(), trigger.name()),
                        session(trigger.settings()),
                        SchemaProgramText.trigger(trigger))));
        schema.events()
                .forEach(event -> after.add(new Statement(
                        named(ObjectKind.EVENT, event.name(), null), session(event.settings()), event.definition())));
        schema.grants()
                .forEach(grant -> after.add(granting(
                        new ObjectName(
                                ObjectKind.GRANT,
                                grant.on().schema(),
                                grant.on().table(),
                                grant.on().name() + " to " + grant.grantee()),
                        SchemaProgramText.grant(grant))));
    }

    private static ObjectName named(ObjectKind kind, TableName relation, String name) {
        return name == null ? ConversionDraft.of(kind, relation) : ConversionDraft.of(kind, relation, name);
    }

    /** Former rows stay what they are when a key or an index is made over them too. */
    private static Statement ofTable(TableDefinition table, ObjectName makes, String sql) {
        String keep = table.systemVersioned() ? ", SESSION system_versioning_alter_history = KEEP" : "";
        return new Statement(makes, session(PLAIN_MODE, "+00:00", null) + keep, sql);
    }

    private static Statement plain(ObjectName makes, String sql) {
        return new Statement(makes, session(PLAIN_MODE, "+00:00", null), sql);
    }

    /** Where the account is missing, MariaDB would make one without a password. MySQL does not know the mode, and need not. */
    private static Statement granting(ObjectName makes, String sql) {
        return new Statement(makes, "SET SESSION sql_mode = CONCAT(@@sql_mode /*M! , ',NO_AUTO_CREATE_USER' */)", sql);
    }

    static String session(Map<String, String> settings) {
        return session(
                settings.getOrDefault("sql_mode", PLAIN_MODE),
                settings.getOrDefault("time_zone", "+00:00"),
                settings.get("collation_connection"));
    }

    /**
     * The client's character set stays the one of this connection, whatever the definition was sent in: that is what it is
     * sent in now.
     */
    private static String session(String mode, String zone, String collation) {
        return "SET SESSION sql_mode = " + MySqlLiterals.text(mode) + ", SESSION time_zone = "
                + MySqlLiterals.text(zone)
                + (collation == null ? "" : ", SESSION collation_connection = " + collation);
    }
}
