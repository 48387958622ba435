package dev.sterna.restore;

import dev.sterna.config.Settings;
import dev.sterna.config.Settings.ExistingRows;
import dev.sterna.dialect.server.TriggerSwitch;
import dev.sterna.dialect.server.TriggerSwitch.Work;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.migration.Database;
import dev.sterna.migration.QuietTriggers;
import dev.sterna.migration.Selection;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.plan.TablePlan;
import dev.sterna.transfer.stage.StagedBounds;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Rows of a range of keys that are in the target already, before those of the backup come. */
final class RangeRows {
    private final Database target;
    private final TablePlan table;
    private final StagedBounds range;
    private final TableName name;

    RangeRows(Database target, TablePlan table, StagedBounds range) {
        this.target = target;
        this.table = table;
        this.range = range;
        this.name = table.target().name();
    }

    /** How many there are; none where there is no such table. */
    long count() {
        Optional<Table> there = there();
        if (there.isEmpty()) {
            return 0;
        }
        String sql = "SELECT COUNT(*)" + target.dialect().sql().ownRows(there.get()) + " AND " + condition();
        return target.readAsSource().ask("count the rows of " + name + " in the range", connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet count = statement.executeQuery(sql)) {
                count.next();
                return count.getLong(1);
            }
        });
    }

    private Optional<Table> there() {
        return target.catalog(List.of(name.schema())).tables().stream()
                .filter(found -> found.name().equals(name))
                .findFirst();
    }

    /**
     * What is to become of them, in words; empty where there are none.
     *
     * @throws SternaException (REFUSED) when they are to stay as they are and nothing may come beside them
     */
    Optional<String> settle(Settings settings) {
        long rows = count();
        if (rows == 0) {
            return Optional.empty();
        }
        String told = rows + (rows == 1 ? " row" : " rows") + " of " + name + " with " + range.column() + " from "
                + range.least() + " to " + range.greatest();
        ExistingRows word = settings.existingRows();
        if (word == ExistingRows.REFUSE) {
            throw SternaException.of(
                    Category.REFUSED,
                    "target-not-empty",
                    table.name(),
                    "Cannot restore a range of " + table.name() + ": the target has " + told + " already",
                    "Say what to do with them: -D sterna.existing-rows=truncate (those of the range go) or keep (they stay,"
                            + " and rows of the backup with the same key are refused)");
        }
        if (word == ExistingRows.KEEP) {
            return Optional.of("leave " + told + " as they are");
        }
        if (!Selection.matchesAny(settings.truncateForeignRows(), name)) {
            throw SternaException.of(
                    Category.REFUSED,
                    "truncates-foreign-rows",
                    table.name(),
                    "Cannot remove " + told
                            + ": the ledger does not know of single rows whether Sterna has loaded them",
                    "Look at them; if they may go, name the target table: sterna.truncate-foreign-rows = [\"" + name
                            + "\"]");
        }
        List<String> keys = referring();
        if (!keys.isEmpty()) {
            throw SternaException.of(
                    Category.REFUSED,
                    "range-referred-to",
                    table.name(),
                    "Cannot remove " + told
                            + ": rows of other tables may refer to them, and would go with them or refer to"
                            + " nothing, by " + String.join(", ", keys),
                    "Bring only rows that are missing: -D sterna.existing-rows=keep; or drop the foreign keys for that"
                            + " time, and make them again once the rows are back");
        }
        return Optional.of("remove " + told + " first");
    }

    /** Foreign keys of the target that refer to the table, its own among them. */
    private List<String> referring() {
        TriggerSwitch triggers = target.dialect().triggers();
        Set<String> schemas = new TreeSet<>(Set.of(name.schema()));
        target.ask("look for foreign keys that refer to " + name, connection -> {
            schemas.addAll(triggers.referring(connection, List.of(name)));
            triggers.firing(connection, List.of(name), Work.CHANGE)
                    .forEach(found -> schemas.add(found.table().schema()));
            return null;
        });
        return target.tables(List.copyOf(schemas)).stream()
                .flatMap(other -> other.foreignKeys().stream()
                        .filter(key -> key.target().equals(name))
                        .map(key -> "foreign key " + key.name() + " on " + other.name()))
                .sorted()
                .toList();
    }

    /** Removes them, with the table's triggers off: they may have fired for these rows already. */
    void remove(Consumer<Problem> warnings) {
        there().ifPresent(there -> {
            // A server that keeps former rows deletes none of these.
            String from = there.hasFormerRows()
                    ? " FROM " + target.dialect().sql().quote(name) + " WHERE "
                    : target.dialect().sql().ownRows(there) + " AND ";
            QuietTriggers triggers = QuietTriggers.of(
                    target, Work.CHANGE, Map.of(name, table.source().name()));
            triggers.requireQuietable();
            triggers.during(true, warnings, () -> {
                target.execute("remove rows of " + name, table.source().name(), List.of("DELETE" + from + condition()));
                return null;
            });
        });
    }

    private String condition() {
        return target.dialect().sql().quote(table.targetName(range.column())) + " BETWEEN " + range.least() + " AND "
                + range.greatest();
    }
}
