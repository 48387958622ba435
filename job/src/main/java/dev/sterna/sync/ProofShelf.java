package dev.sterna.sync;

import dev.sterna.compare.proof.KeyShelf;
import dev.sterna.error.Problem;
import dev.sterna.model.TableName;
import dev.sterna.step.Workspace;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Puts open keys into files of the run's directory. */
final class ProofShelf implements KeyShelf {
    private final Workspace workspace;
    private final Consumer<Problem> warnings;
    private final AtomicInteger boxes = new AtomicInteger();

    /** @param warnings may hear of files in any thread */
    ProofShelf(Workspace workspace, Consumer<Problem> warnings) {
        this.workspace = workspace;
        this.warnings = warnings;
    }

    @Override
    public Box put(Map<TableName, Set<List<String>>> keys) {
        SpilledKeys box = new SpilledKeys(workspace, "sync/proof-" + boxes.incrementAndGet() + GapSearch.LIST);
        box.write(keys);
        return box;
    }

    @Override
    public void stays(RuntimeException why) {
        warnings.accept(Problem.warning(
                "file-not-deleted",
                null,
                "A file of keys that were to be compared again is left behind: " + why.getMessage(),
                "Nothing needs it any more; delete it by hand, it holds keys"));
    }
}
