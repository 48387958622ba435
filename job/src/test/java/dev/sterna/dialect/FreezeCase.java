package dev.sterna.dialect;

import dev.sterna.dialect.server.FreezeMeans.Reach;
import dev.sterna.embedded.Engine;
import java.util.List;

/**
 * One means of one engine, and what a test must know of it.
 *
 * @param first whether it is the best there is
 * @param grants that let a user freeze, {@code %s} for the user
 * @param blocking what a session does that stands in the way and is not ended without further rights
 */
record FreezeCase(Engine engine, String means, Reach reach, boolean first, List<String> grants, String blocking) {

    static List<FreezeCase> all() {
        return List.of(
                new FreezeCase(
                        Engine.POSTGRESQL,
                        "database-read-only",
                        Reach.DATABASE,
                        true,
                        List.of("GRANT sterna TO %s", "GRANT pg_signal_backend, pg_read_all_stats TO %s"),
                        "SELECT 1"),
                new FreezeCase(
                        Engine.MYSQL,
                        "database-read-only",
                        Reach.DATABASE,
                        true,
                        List.of(
                                "GRANT ALTER, SELECT, INSERT ON DB.* TO %s",
                                "GRANT SELECT ON performance_schema.* TO %s", "GRANT CONNECTION_ADMIN ON *.* TO %s"),
                        "INSERT INTO t VALUES (-2)"),
                new FreezeCase(
                        Engine.MYSQL,
                        "server-read-only",
                        Reach.SERVER,
                        false,
                        List.of(
                                "GRANT SYSTEM_VARIABLES_ADMIN, CONNECTION_ADMIN ON *.* TO %s",
                                "GRANT SELECT ON performance_schema.* TO %s", "GRANT SELECT, INSERT ON DB.* TO %s"),
                        "LOCK TABLES t WRITE"),
                new FreezeCase(
                        Engine.MARIADB,
                        "revoked-writes",
                        Reach.DATABASE,
                        true,
                        List.of(
                                "GRANT CONNECTION ADMIN, PROCESS, SHOW DATABASES ON *.* TO %s",
                                "GRANT SELECT ON mysql.* TO %s",
                                "GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER ON DB.* TO %s"
                                        + " WITH GRANT OPTION"),
                        "INSERT INTO t VALUES (-2)"),
                new FreezeCase(
                        Engine.MARIADB,
                        "server-read-only",
                        Reach.SERVER,
                        false,
                        List.of(
                                "GRANT READ_ONLY ADMIN, CONNECTION ADMIN, PROCESS ON *.* TO %s",
                                "GRANT SELECT, INSERT ON DB.* TO %s"),
                        "LOCK TABLES t WRITE"));
    }

    /** That one of those rights is missing, without which sessions cannot be ended. */
    List<String> grantsWithoutEnding() {
        return switch (engine) {
            case POSTGRESQL -> grants;
            case MARIADB, MYSQL ->
                grants.stream()
                        .map(grant -> grant.replace(
                                        "SYSTEM_VARIABLES_ADMIN, CONNECTION_ADMIN", "SYSTEM_VARIABLES_ADMIN")
                                .replace("READ_ONLY ADMIN, CONNECTION ADMIN", "READ_ONLY ADMIN")
                                .replace("CONNECTION ADMIN, PROCESS", "PROCESS"))
                        .filter(grant -> !grant.startsWith("GRANT CONNECTION_ADMIN"))
                        .toList();
        };
    }

    @Override
    public String toString() {
        return engine + " " + means;
    }
}
