package dev.sterna.app;

import dev.sterna.config.Endpoint;
import dev.sterna.config.Settings;
import dev.sterna.dialect.Dialect;
import dev.sterna.dialect.Dialects;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.jdbc.Connector;
import dev.sterna.model.Side;
import dev.sterna.step.RunContext.End;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Both ends, reached and probed at the same time. */
record Ends(End source, End target) {

    /** @throws SternaException with the problems of both ends, and the category of the first */
    static Ends probe(Settings settings) {
        CompletableFuture<End> source =
                CompletableFuture.supplyAsync(() -> probe(settings.source(), Side.SOURCE), Ends::inThread);
        CompletableFuture<End> target =
                CompletableFuture.supplyAsync(() -> probe(settings.target(), Side.TARGET), Ends::inThread);
        List<SternaException> failures = new ArrayList<>();
        End reachedSource = join(source, failures);
        End reachedTarget = join(target, failures);
        if (!failures.isEmpty()) {
            throw together(failures);
        }
        return new Ends(reachedSource, reachedTarget);
    }

    private static void inThread(Runnable work) {
        Thread thread = new Thread(work, "sterna-probe");
        thread.setDaemon(true);
        thread.start();
    }

    private static End join(CompletableFuture<End> end, List<SternaException> failures) {
        try {
            return end.get();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof SternaException known) {
                failures.add(known);
                return null;
            }
            throw new IllegalStateException(failure.getCause());
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while connecting", interruption);
        }
    }

    private static SternaException together(List<SternaException> failures) {
        if (failures.size() == 1) {
            return failures.get(0);
        }
        List<Problem> problems = failures.stream()
                .flatMap(failure -> failure.problems().stream())
                .toList();
        Category category = failures.stream()
                .map(SternaException::category)
                .filter(each -> each == Category.CONFIGURATION)
                .findFirst()
                .orElse(failures.get(0).category());
        SternaException all = new SternaException(category, problems, failures.get(0));
        all.addSuppressed(failures.get(1));
        return all;
    }

    private static End probe(Endpoint endpoint, Side side) {
        Dialect dialect = Dialects.forUrl(endpoint.url(), side);
        Connector connector = dialect.connector(endpoint, side);
        try (Connection connection = connector.open()) {
            return new End(dialect, connector, dialect.probe(connection, endpoint));
        } catch (SQLException failure) {
            throw dialect.explain(failure, side, "connect to the " + side.label(), null);
        }
    }
}
