package dev.sterna.testing;

import dev.sterna.embedded.EmbeddedServer;
import dev.sterna.embedded.Engine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives tests databases of their own on real servers, which all test classes share.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final Databases DATABASES = new Databases();
 *
 * @Test
 * void copies() {
 *     TestDatabase source = DATABASES.create(Engine.MARIADB);
 * }
 * }</pre>
 *
 * A database is dropped after what it was made in: a test, or the whole class when made in {@code @BeforeAll}. The
 * field must be static. Where the servers come from is told at {@link SharedServers}.
 */
public final class Databases implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private final Deque<List<TestDatabase>> scopes = new ArrayDeque<>();

    /**
     * A new, empty database, owned by a user who is no administrator. Skips the test, with the reason, when the engine
     * cannot run here.
     */
    public TestDatabase create(Engine engine) {
        return create(engine, "");
    }

    /** As {@link #create(Engine)}, with a further clause of CREATE DATABASE, such as one on its encoding. */
    public TestDatabase create(Engine engine, String clause) {
        return create(SharedServers.ofThisJvm().server(engine), clause);
    }

    /** A new, empty database on a server that the caller has started and stops, but not before the database's end. */
    public TestDatabase create(EmbeddedServer server) {
        return create(TestServer.of(server), "");
    }

    private TestDatabase create(TestServer server, String clause) {
        if (scopes.isEmpty()) {
            throw new IllegalStateException("Cannot create a database outside a test: is the field static?");
        }
        String name = "sterna_test_" + ProcessHandle.current().pid() + "_" + COUNTER.incrementAndGet();
        TestDatabase database = TestDatabase.create(server, name, clause);
        scopes.peek().add(database);
        return database;
    }

    /** A scope within a test: what is made from now on is dropped when it is closed. */
    public Scope scope() {
        scopes.push(new ArrayList<>());
        return () -> scopes.pop().forEach(TestDatabase::drop);
    }

    /** See {@link #scope()}. */
    @FunctionalInterface
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        scopes.push(new ArrayList<>());
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        scopes.push(new ArrayList<>());
    }

    @Override
    public void afterEach(ExtensionContext context) {
        scopes.pop().forEach(TestDatabase::drop);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        KeptSpark.end();
        scopes.pop().forEach(TestDatabase::drop);
    }
}
