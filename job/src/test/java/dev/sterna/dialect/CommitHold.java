package dev.sterna.dialect;

import dev.sterna.embedded.Engine;
import dev.sterna.model.Table;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Lets a server write commits into its log and wait for a standby, that there is none of, before anybody sees them. */
record CommitHold(String[] on, String[] off) {
    private static final int TRIES = 100;
    private static final long HELD_MILLIS = 300;

    static CommitHold of(Engine engine) {
        return switch (engine) {
            case POSTGRESQL ->
                new CommitHold(
                        new String[] {"ALTER SYSTEM SET synchronous_standby_names = 'nobody'", "SELECT pg_reload_conf()"
                        },
                        new String[] {"ALTER SYSTEM RESET synchronous_standby_names", "SELECT pg_reload_conf()"});
            case MARIADB ->
                new CommitHold(
                        new String[] {
                            "SET GLOBAL rpl_semi_sync_master_wait_point = 'AFTER_SYNC'",
                            "SET GLOBAL rpl_semi_sync_master_timeout = 60000",
                            "SET GLOBAL rpl_semi_sync_master_enabled = ON"
                        },
                        new String[] {"SET GLOBAL rpl_semi_sync_master_enabled = OFF"});
            case MYSQL -> throw new IllegalArgumentException("It has no plug-in for that here");
        };
    }

    /** Gives the first row whose commit is held up. */
    int begin(Fixture fixture, Table table) throws Exception {
        fixture.database.executeAsAdministrator(on);
        for (int id = 1; id <= TRIES; id++) {
            String sql = "INSERT INTO " + fixture.quoted(table.name().name()) + " (id) VALUES (" + id + ")";
            CompletableFuture<Void> commit = CompletableFuture.runAsync(() -> fixture.database.execute(sql));
            try {
                commit.get(HELD_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException held) {
                return id;
            }
        }
        throw new AssertionError("No commit is held up");
    }

    void end(Fixture fixture) {
        fixture.database.executeAsAdministrator(off);
    }
}
