package dev.sterna.backup;

import dev.sterna.step.Workspace;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tables whose load failed, {@code backup/refused.txt}: their rows may be corrected at the source, so the next backup reads
 * again what is not in the target. Until then a load goes by what is staged.
 */
public final class RefusedTables {
    private static final String FILE = "backup/refused.txt";

    private final Workspace workspace;

    public RefusedTables(Workspace workspace) {
        this.workspace = workspace;
    }

    /** By the source's names. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        workspace.read(FILE).ifPresent(text -> text.lines().forEach(names::add));
        return names;
    }

    /** Notes how the load of some tables ended; of others stays what was noted. */
    public void note(Collection<String> tried, Collection<String> failed) {
        Set<String> names = new TreeSet<>(names());
        names.removeAll(tried);
        names.addAll(failed);
        write(names);
    }

    /** They were read again. */
    void clear(Collection<String> read) {
        Set<String> names = new TreeSet<>(names());
        names.removeAll(read);
        write(names);
    }

    private void write(Set<String> names) {
        if (!names.isEmpty()) {
            workspace.write(FILE, String.join("\n", names) + "\n");
        } else if (workspace.exists(FILE)) {
            workspace.delete(FILE);
        }
    }
}
