package dev.sterna.prepare;

import dev.sterna.error.SternaException;
import dev.sterna.step.RunContext;
import dev.sterna.transfer.progress.Progress;
import java.util.List;

/** Gives statements in their order, and stops at the first that fails: the load needs all of them. */
final class FirstHalf {
    private FirstHalf() {}

    /** @throws SternaException explaining the failure */
    static void give(RunContext run, List<Work> works, Results results) {
        try (Sender sender = new Sender(run, List.of());
                Progress progress = run.progress().start("prepare", works.size(), -1)) {
            for (Work work : works) {
                sender.send(work, results);
                progress.chunkDone(work.statement().object().toString(), 0, 0);
            }
        }
    }
}
