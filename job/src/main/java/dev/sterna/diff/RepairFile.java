package dev.sterna.diff;

import dev.sterna.changes.ChangeList;
import dev.sterna.changes.ChangedTable;
import dev.sterna.changes.RepairStatements;
import dev.sterna.compare.DifferenceSink;
import dev.sterna.compare.TablePair;
import dev.sterna.dialect.Dialect;
import dev.sterna.dialect.rows.RowStatements;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.jdbc.Lane;
import dev.sterna.jdbc.View;
import dev.sterna.migration.Database;
import dev.sterna.migration.Migration;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import dev.sterna.plan.Plan;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.Workspace;
import dev.sterna.step.WorkspaceFile;
import dev.sterna.transfer.progress.VisibleText;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The statements that would mend the target, in a file for people. Its rows are read when it is written. */
final class RepairFile {
    private final Migration migration;
    private final Workspace workspace;
    private final Plan plan;
    private final Optional<String> file;
    private final Map<TablePlan, Found> found = new LinkedHashMap<>();

    private record Found(TablePair pair, ChangeList list) {}

    /** @param file empty for none */
    RepairFile(Migration migration, Workspace workspace, Plan plan, Optional<String> file) {
        this.migration = migration;
        this.workspace = workspace;
        this.plan = plan;
        this.file = file;
    }

    /** Takes the rows of a table that differ. */
    DifferenceSink of(TablePlan table, TablePair pair) {
        if (file.isEmpty()) {
            return difference -> {};
        }
        String name =
                "diff/" + table.directory() + "-" + UUID.randomUUID().toString().substring(0, 8) + ".rows";
        ChangeList list =
                new ChangeList(new WorkspaceFile(workspace, name), pair.key().size());
        Found before = found.put(table, new Found(pair, list));
        if (before != null) {
            // The rows of a table are looked for anew when another one's failed.
            before.list().delete();
        }
        return list;
    }

    /**
     * Writes the file, which is there as a whole or not at all.
     *
     * @param verdicts on all tables that were compared
     * @return how many statements are in it; empty when none was asked for
     */
    Optional<Long> write(List<TableVerdict> verdicts) {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        Path path = Path.of(file.get()).toAbsolutePath();
        Path draft = path.resolveSibling(path.getFileName() + ".part");
        try {
            Files.deleteIfExists(draft);
            // It holds values of rows.
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            long count;
            try (BufferedWriter out = Files.newBufferedWriter(draft, StandardCharsets.UTF_8)) {
                count = write(out, verdicts);
            }
            Files.move(draft, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return Optional.of(count);
        } catch (IOException failure) {
            throw SternaException.of(
                    Category.USAGE,
                    "cannot-write",
                    null,
                    "Cannot write " + VisibleText.line(path.toString()) + ": "
                            + (failure instanceof FileAlreadyExistsException
                                    ? "somebody else is writing it"
                                    : failure.getMessage()),
                    "Give --sql a file in a directory that is there and writable",
                    failure);
        } finally {
            found.values().forEach(each -> each.list().delete());
        }
    }

    private long write(Writer out, List<TableVerdict> verdicts) throws IOException {
        comment(
                out,
                "What makes " + migration.target().server().label() + " equal to "
                        + migration.source().server().label() + ": run " + plan.runId() + ", "
                        + Instant.now().truncatedTo(ChronoUnit.SECONDS));
        comment(
                out,
                "Look at every line first. Triggers and foreign keys act; sterna sync does the same without them.");
        for (String line : opening()) {
            out.write(line + "\n");
        }
        long count = 0;
        for (TableVerdict verdict : verdicts) {
            if (!verdict.diff().identical()) {
                count += write(out, verdict.plan());
            }
        }
        return count;
    }

    private List<String> opening() {
        boolean any =
                found.values().stream().anyMatch(rows -> !rows.pair().key().isEmpty());
        return any ? migration.target().dialect().rowChanges().scriptSession() : List.of();
    }

    private long write(Writer out, TablePlan table) throws IOException {
        out.write("\n");
        Found rows = found.get(table);
        Optional<String> obstacle = obstacle(table, rows);
        String names = table.name() + " in " + table.target().name();
        if (obstacle.isPresent()) {
            comment(out, names + " is not in here: " + obstacle.get());
            return 0;
        }
        comment(out, names);
        Changes changes = changes(table, rows.pair());
        Database source = migration.source();
        out.write("BEGIN;\n");
        long count;
        try (Lane lane = source.within(table.source().name().schema()).lane(View.PRESENT)) {
            count = new RepairStatements(changes.table(), changes.statements()).write(rows.list(), lane, out);
        }
        out.write("COMMIT;\n");
        return count;
    }

    private static Optional<String> obstacle(TablePlan table, Found rows) {
        if (rows == null) {
            return Optional.of("no rows of it were told apart");
        }
        if (rows.pair().key().isEmpty()) {
            return Optional.of("it has no key; sterna sync brings its rows");
        }
        boolean converted = rows.pair().key().stream()
                .anyMatch(name ->
                        !table.conversions().of(table.source().column(name)).isEmpty());
        return converted ? Optional.of("the settings of sterna.types convert values of its key") : Optional.empty();
    }

    private record Changes(ChangedTable table, RowStatements statements) {}

    private Changes changes(TablePlan table, TablePair pair) {
        Database target = migration.target();
        Dialect dialect = target.dialect();
        Table there = pair.target().table();
        ChangedTable changed = new ChangedTable(
                migration.source().within(table.source().name().schema()),
                target.within(there.name().schema()),
                pair,
                table.incoming(there),
                plan.rowHash());
        TableName name = there.name();
        return new Changes(
                changed,
                target.ask(
                        "look at table " + name,
                        connection -> dialect.rowChanges()
                                .statements(dialect.rowChanges()
                                        .plan(
                                                connection,
                                                there,
                                                changed.columns(),
                                                pair.target().key()))));
    }

    /** Whatever is in a name, the line ends where it is to. */
    private static void comment(Writer out, String text) throws IOException {
        out.write("-- " + VisibleText.line(text) + "\n");
    }
}
