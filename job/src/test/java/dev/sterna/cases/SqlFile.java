package dev.sterna.cases;

import java.util.ArrayList;
import java.util.List;

/**
 * The statements of a text: each ends with a semicolon at the end of a line, and lines between {@code --{} and
 * {@code --}} are one whatever semicolons they hold.
 */
final class SqlFile {
    private final List<String> statements = new ArrayList<>();
    private final StringBuilder open = new StringBuilder();
    private boolean body;

    private SqlFile() {}

    static List<String> statements(String text) {
        SqlFile file = new SqlFile();
        text.lines().forEach(file::take);
        file.end();
        return file.statements;
    }

    private void take(String line) {
        String bare = line.strip();
        if (bare.equals("--{")) {
            end();
            body = true;
        } else if (bare.equals("--}")) {
            body = false;
            end();
        } else if (!bare.startsWith("-- ") || body) {
            open.append(line).append('\n');
            if (!body && bare.endsWith(";")) {
                end();
            }
        }
    }

    private void end() {
        String statement = open.toString().strip().replaceFirst(";$", "");
        open.setLength(0);
        if (!statement.isEmpty()) {
            statements.add(statement);
        }
    }
}
