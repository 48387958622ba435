package dev.sterna.prepare;

import dev.sterna.dialect.SchemaDdl;
import dev.sterna.migration.Database;
import dev.sterna.step.Workspace;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Writes statements and their results to a file, for a person to read or to run with the server's own client. */
final class ScriptFile {
    private final SchemaDdl ddl;
    private final StringBuilder text = new StringBuilder();
    private String session;

    ScriptFile(String runId, Database target) {
        this.ddl = target.dialect().schemaDdl();
        text.append("-- Run ")
                .append(runId)
                .append(", target ")
                .append(target.server().label())
                .append(". What was there already is not in here.\n");
    }

    /** Adds statements under a title. */
    ScriptFile add(String title, List<PlannedStatement> statements, StatementResults results) {
        text.append("\n-- ").append(title).append(": ");
        text.append(statements.isEmpty() ? "nothing\n" : statements.size() + " statements\n");
        for (PlannedStatement statement : statements) {
            String wanted = statement.statement().session();
            if (wanted != null && !Objects.equals(wanted, session)) {
                text.append('\n').append(ddl.forClient(wanted)).append('\n');
                session = wanted;
            }
            text.append('\n')
                    .append("-- ")
                    .append(oneLine(statement.object().toString()))
                    .append('\n');
            text.append(ddl.forClient(statement.sql())).append('\n');
            results.seconds(statement)
                    .ifPresent(seconds -> text.append(String.format(Locale.ROOT, "-- done in %.3f s%n", seconds)));
            results.unchecked(statement)
                    .ifPresent(why -> text.append("-- for new rows only: ")
                            .append(oneLine(why))
                            .append('\n'));
            results.needed(statement)
                    .ifPresent(needed -> text.append("-- not tried without ")
                            .append(oneLine(needed.toString()))
                            .append('\n'));
            results.failure(statement)
                    .ifPresent(failure -> text.append("-- failed: ")
                            .append(oneLine(failure.getMessage()))
                            .append('\n'));
        }
        return this;
    }

    private static String oneLine(String words) {
        return words.replace("\r", "").replace("\n", "\n-- ");
    }

    /** Writes the file, also for a thread that was interrupted: it is to tell how far it came. */
    void write(Workspace workspace, String name) {
        boolean interrupted = Thread.interrupted();
        try {
            workspace.write(name, text.toString());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
