package dev.sterna.migration;

import dev.sterna.config.Endpoint;
import dev.sterna.config.Settings;
import dev.sterna.dialect.Dialect;
import dev.sterna.dialect.Dialects;
import dev.sterna.dialect.server.Capability;
import dev.sterna.dialect.server.DatabaseIdentity;
import dev.sterna.dialect.server.Server;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.jdbc.SharedSessions;
import dev.sterna.ledger.Ledger;
import dev.sterna.model.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/** One source, one target and one configuration. */
public record Migration(Settings settings, Database source, Database target) {

    /**
     * Reaches both databases at the same time.
     *
     * @throws SternaException with the problems of both, and the category of the first, or CONFIGURATION where one has it
     */
    public static Migration reach(Settings settings) {
        CompletableFuture<Database> source = CompletableFuture.supplyAsync(
                () -> Database.reach(settings.source(), Side.SOURCE), Migration::inThread);
        CompletableFuture<Database> target = CompletableFuture.supplyAsync(
                () -> Database.reach(settings.target(), Side.TARGET), Migration::inThread);
        List<SternaException> failures = new ArrayList<>();
        Database reachedSource = join(source, failures);
        Database reachedTarget = join(target, failures);
        if (!failures.isEmpty()) {
            throw together(failures);
        }
        return of(settings, reachedSource, reachedTarget);
    }

    /** As the settings name both databases, of which none is reached: for who reaches himself what he needs. */
    public static Migration unreached(Settings settings) {
        return new Migration(
                settings, unreached(settings.source(), Side.SOURCE), unreached(settings.target(), Side.TARGET));
    }

    private static Database unreached(Endpoint endpoint, Side side) {
        Dialect dialect = Dialects.forUrl(endpoint.url(), side);
        return new Database(
                side, endpoint, dialect, dialect.connector(endpoint, side), unknown(dialect.name(), endpoint));
    }

    /** A server that was not asked for anything; it is no other server's equal. */
    private static Server unknown(String product, Endpoint endpoint) {
        return new Server(
                product,
                0,
                0,
                "",
                "",
                endpoint.shownUrl(),
                Set.of(),
                Set.of(),
                new DatabaseIdentity(product, null, null, Duration.ZERO, "", false));
    }

    /** From what was kept of a source, which is not reached, to a target that was. */
    public static Migration fromKept(Settings settings, KeptSchema kept, Database target) {
        String product = kept.schema().engine();
        Database source = Database.kept(settings.source(), Side.SOURCE, unknown(product, settings.source()), kept);
        return of(settings, source, target);
    }

    /**
     * Between two databases that were reached. The target's sessions look for names where the source's do: what the user
     * wrote means the same there.
     */
    private static Migration of(Settings settings, Database source, Database target) {
        if (!target.server().has(Capability.SEARCH_PATH)) {
            return new Migration(settings, source.lookingIn(withSchemas(source)), target);
        }
        List<String> read = source.server().has(Capability.SEARCH_PATH) ? source.schemas() : List.of();
        List<String> there = target.schemas();
        List<String> path = new ArrayList<>();
        source.path().forEach(schema -> path.add(there.size() == 1 && read.contains(schema) ? there.get(0) : schema));
        path.addAll(there);
        path.addAll(source.path());
        path.addAll(target.path());
        return new Migration(settings, source.lookingIn(withSchemas(source)), target.lookingIn(path));
    }

    private static List<String> withSchemas(Database database) {
        List<String> path = new ArrayList<>(database.path());
        if (database.server().has(Capability.SEARCH_PATH)) {
            path.addAll(database.schemas());
        }
        return path;
    }

    /** Of this migration's runs, in the target. */
    public Ledger ledger() {
        return target.ledger();
    }

    /** What to tell of connections that others could read, or answer. */
    public List<Problem> transportWarnings() {
        return Stream.of(source, target)
                .flatMap(end -> end.dialect().transport(end.settings()).warning(end.side()).stream())
                .toList();
    }

    /** Whether both databases are of one engine, so that types and objects pass as they are. */
    public boolean withinOneEngine() {
        return source.dialect().name().equals(target.dialect().name());
    }

    private static void inThread(Runnable work) {
        Thread thread = new Thread(SharedSessions.onBehalf(work), "sterna-probe");
        thread.setDaemon(true);
        thread.start();
    }

    private static Database join(CompletableFuture<Database> database, List<SternaException> failures) {
        try {
            return database.get();
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
}
