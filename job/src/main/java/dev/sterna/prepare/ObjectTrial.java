package dev.sterna.prepare;

import dev.sterna.dialect.SchemaScript;
import dev.sterna.dialect.server.Capability;
import dev.sterna.migration.Database;
import dev.sterna.migration.SchemaComparison;
import dev.sterna.migration.SchemaComparison.Difference;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds out how the target's server writes down what is wanted: it makes tables and views once more, empty and under names
 * of their own, and they are gone when it is done. Where a transaction can take all back, nobody else ever sees them.
 */
final class ObjectTrial {
    private static final Set<ObjectKind> NOT_TRIED = Set.of(ObjectKind.OWNER, ObjectKind.GRANT, ObjectKind.COMMENT);

    private static final Set<ObjectKind> IN_PLACE = Set.of(ObjectKind.ROUTINE, ObjectKind.TRIGGER, ObjectKind.POLICY);

    private final Database target;
    private final Schema wanted;
    private final TrialCopies copies;
    private final Set<ObjectName> inPlace;
    private final boolean takenBack;

    private ObjectTrial(Database target, Schema wanted, Set<ObjectName> objects) {
        this.target = target;
        this.wanted = wanted;
        this.takenBack = target.server().has(Capability.TRANSACTIONAL_DDL);
        this.copies = new TrialCopies(
                wanted, objects.stream().map(SchemaComparison::owner).collect(Collectors.toSet()), takenBack);
        this.inPlace = objects.stream()
                .filter(object -> takenBack && IN_PLACE.contains(object.kind()))
                .collect(Collectors.toSet());
    }

    /**
     * In what the server's own words differ from the wanted ones. What it does not make is not among them, so a
     * difference that is there in what was to be the same is one that somebody has made.
     *
     * @param objects of which to find that out; not all kinds can be tried
     */
    static List<Difference> differences(Database target, Schema wanted, Set<ObjectName> objects) {
        ObjectTrial trial = new ObjectTrial(target, wanted, objects);
        return trial.copies.isEmpty() && trial.inPlace.isEmpty()
                ? List.of()
                : target.attempt("see how the target writes down what is wanted", null, trial::run);
    }

    private List<Difference> run() throws SQLException {
        try (Connection connection = target.open();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(!takenBack);
            try {
                // Those of a process that was killed.
                drop(statement);
                List<Difference> differences = new ArrayList<>();
                if (!copies.isEmpty()) {
                    differences.addAll(ofCopies(connection, statement));
                }
                if (!inPlace.isEmpty()) {
                    differences.addAll(inPlace(connection, statement));
                }
                return differences;
            } finally {
                if (takenBack) {
                    connection.rollback();
                } else {
                    drop(statement);
                }
            }
        }
    }

    private void drop(Statement statement) throws SQLException {
        for (TableName copy : takenBack ? List.<TableName>of() : copies.names()) {
            statement.execute("DROP " + (copies.isView(copy) ? "VIEW" : "TABLE") + " IF EXISTS "
                    + target.dialect().sql().quote(copy));
        }
    }

    private List<Difference> ofCopies(Connection connection, Statement statement) throws SQLException {
        Schema trial = copies.schema(wanted);
        SchemaScript script = target.dialect().schemaDdl().script(trial);
        Set<ObjectName> refused = make(connection, statement, script, object -> true);
        return found(connection, statement, trial, trial.names(), refused).stream()
                .filter(difference -> copies.originalOf(difference.object()) != null)
                .map(difference -> new Difference(
                        difference.kind(),
                        copies.originalOf(difference.object()),
                        difference.nature(),
                        difference.property(),
                        difference.wanted(),
                        difference.present()))
                .toList();
    }

    /** What hangs on a table, or is called by its name, is made anew in the place of what is there. */
    private List<Difference> inPlace(Connection connection, Statement statement) throws SQLException {
        SchemaScript script = target.dialect().schemaDdl().script(wanted);
        for (ObjectName object : inPlace) {
            Optional<String> drop = target.dialect().schemaDdl().drop(object);
            if (drop.isPresent()) {
                statement.execute(drop.get());
            }
        }
        Set<ObjectName> refused = make(connection, statement, script, inPlace::contains);
        List<String> schemas =
                inPlace.stream().map(ObjectName::schema).distinct().toList();
        return found(connection, statement, wanted, schemas, refused).stream()
                .filter(difference -> inPlace.contains(difference.object()))
                .toList();
    }

    /** Executes a script; returns what the server refuses. */
    private Set<ObjectName> make(
            Connection connection, Statement statement, SchemaScript script, Predicate<ObjectName> chosen)
            throws SQLException {
        Set<ObjectName> refused = new HashSet<>();
        for (SchemaScript.Statement next : Stream.concat(script.before().stream(), script.after().stream())
                .filter(next -> !NOT_TRIED.contains(next.object().kind()) && chosen.test(next.object()))
                .toList()) {
            if (!isTaken(connection, statement, next)) {
                refused.add(next.object());
            }
        }
        return refused;
    }

    private List<Difference> found(
            Connection connection, Statement statement, Schema made, List<String> schemas, Set<ObjectName> refused)
            throws SQLException {
        if (target.server().has(Capability.SEARCH_PATH)) {
            statement.execute(target.dialect().schemaDdl().useSchema(target.path()));
        }
        SchemaComparison comparison =
                SchemaComparison.of(made, target.dialect().schemas().read(connection, schemas));
        Set<ObjectName> not = refused.stream().map(comparison::key).collect(Collectors.toSet());
        return comparison.differences().stream()
                .filter(difference -> difference.kind() != Difference.Kind.EXTRA)
                .filter(difference -> !not.contains(difference.object())
                        && !not.contains(SchemaComparison.owner(difference.object())))
                .toList();
    }

    private boolean isTaken(Connection connection, Statement statement, SchemaScript.Statement next)
            throws SQLException {
        Savepoint savepoint = takenBack ? connection.setSavepoint() : null;
        try {
            String copied = copies.originalSchema(next.object());
            String schema = copied == null ? next.object().schema() : copied;
            if (schema != null && target.server().has(Capability.SEARCH_PATH)) {
                statement.execute(target.useSchema(schema));
            }
            if (next.session() != null) {
                statement.execute(next.session());
            }
            statement.execute(next.sql());
            return true;
        } catch (SQLException refused) {
            if (!connection.isValid(5)) {
                throw refused;
            }
            if (savepoint != null) {
                connection.rollback(savepoint);
            }
            return false;
        }
    }
}
