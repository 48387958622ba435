package dev.sterna.validate;

import dev.sterna.ledger.ChunkRejects;
import dev.sterna.ledger.Ledger;
import dev.sterna.load.TableRejects;
import java.util.List;
import java.util.function.Predicate;

/** Whether the ledger knows of rows that the target has refused and that are not in. */
final class RejectGate implements Gate {
    static final String NAME = "rejects";

    private final Ledger ledger;
    private final String runId;
    private final Predicate<String> isLookedAt;

    /** @param isLookedAt whether a table of the source is, by its name */
    RejectGate(Ledger ledger, String runId, Predicate<String> isLookedAt) {
        this.ledger = ledger;
        this.runId = runId;
        this.isLookedAt = isLookedAt;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Finding look() {
        Finding.Wrong wrong = new Finding.Wrong(NAME);
        List<ChunkRejects> rejects = ledger.rejects(runId).stream()
                .filter(chunk -> isLookedAt.test(chunk.table()))
                .toList();
        TableRejects.byTable(rejects).forEach((table, refused) -> {
            long rows = refused.digest().rows();
            wrong.add(
                    table,
                    rows,
                    rows + (rows == 1 ? " row of " : " rows of ") + table + (rows == 1 ? " was" : " were")
                            + " refused and set aside",
                    "Correct what is wrong with them: sterna load --retry-rejects --run-id " + runId
                            + " --execute; then: sterna validate");
        });
        return wrong.after("the ledger's refused rows of run " + runId, List.of());
    }
}
