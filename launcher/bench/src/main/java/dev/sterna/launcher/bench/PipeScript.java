package dev.sterna.launcher.bench;

import dev.sterna.embedded.Engine;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The shell script of the pipe. Rows travel as COPY's text: tabs between values, {@code \N} for NULL, a backslash before
 * what is special; LOAD DATA reads the same by default.
 */
record PipeScript(ClientCommand source, ClientCommand target) {
    private static final String HEAD = """
            # A pipe fails when either end does, and the script when a pipe does.
            set -o pipefail
            failed=0
            """;

    private static final String WAIT = """
            for pipe in $pipes; do wait "$pipe" || failed=1; done
            """;

    String text(List<SourceTable> tables, int connections) {
        StringBuilder script = new StringBuilder(HEAD);
        for (SourceTable table : tables) {
            script.append("pipes=\n");
            for (String condition : table.strides(connections)) {
                script.append("{ ")
                        .append(reading(table, condition))
                        .append(" |\n  ")
                        .append(writing(table))
                        .append("; } &\npipes=\"$pipes $!\"\n");
            }
            script.append(WAIT);
        }
        return script.append("exit $failed\n").toString();
    }

    private String reading(SourceTable table, String condition) {
        if (source.engine() == Engine.POSTGRESQL) {
            return source.executing("COPY (SELECT * FROM " + table.name() + " WHERE " + condition + ") TO STDOUT");
        }
        String from = " FROM " + table.name() + " WHERE " + condition;
        if (mustEscapeItself(table)) {
            String list = table.columns().stream().map(this::escaped).collect(Collectors.joining(", "));
            return source.executing("SELECT " + list + from, "--quick", "--batch", "--skip-column-names", "--raw");
        }
        return source.executing("SELECT *" + from, "--quick", "--batch", "--skip-column-names");
    }

    private String writing(SourceTable table) {
        return target.engine() == Engine.POSTGRESQL
                ? target.executing("COPY " + table.name() + " FROM STDIN")
                : target.executing(
                        "LOAD DATA LOCAL INFILE '/dev/stdin' INTO TABLE " + table.name() + " CHARACTER SET utf8mb4",
                        "--local-infile=1");
    }

    /**
     * The client's own escapes for tab, line feed, backslash and NUL are COPY's too, but it writes NULL as the word
     * NULL, which is a text as well, and binary values as they are. Then the server has to do the escaping, which costs
     * it time; so only then.
     */
    private static boolean mustEscapeItself(SourceTable table) {
        return table.columns().stream()
                .anyMatch(column ->
                        column.nulls() == SourceColumn.Nulls.ALLOWED || column.kind() == SourceColumn.Kind.BINARY);
    }

    private String escaped(SourceColumn column) {
        String name = column.name();
        String value = switch (column.kind()) {
            case PLAIN -> name;
            case TEXT ->
                "REPLACE(REPLACE(REPLACE(REPLACE(" + name
                        + ", '\\\\', '\\\\\\\\'), '\\t', '\\\\t'), '\\n', '\\\\n'), '\\r', '\\\\r')";
            case BINARY -> {
                if (target.engine() != Engine.POSTGRESQL) {
                    throw new IllegalStateException("the pipe carries no binary column into MariaDB: " + name);
                }
                yield "CONCAT('\\\\\\\\x', HEX(" + name + "))";
            }
        };
        return column.nulls() == SourceColumn.Nulls.ALLOWED ? "COALESCE(" + value + ", '\\\\N')" : value;
    }
}
