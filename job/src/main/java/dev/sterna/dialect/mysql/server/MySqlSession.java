package dev.sterna.dialect.mysql.server;

import dev.sterna.config.Endpoint;
import dev.sterna.dialect.mysql.sql.MySqlLiterals;
import dev.sterna.jdbc.Connector;
import dev.sterna.model.Side;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How sessions are opened and what state they are put into. */
public final class MySqlSession {
    private static final String MARIADB = "jdbc:mariadb:";
    private static final String MYSQL = "jdbc:mysql:";

    /**
     * How long the server waits for a client that writes rows and is silent, in seconds. A stream may pause while Spark
     * reads; but a chunk whose executor is gone blocks the next attempt for so long, because the server learns nothing
     * of a machine that lost its power.
     */
    public static final int SECONDS_OF_SILENCE = 600;

    /** The user variable that names the ledger's database where the session has none. */
    static final String LEDGER_DATABASE = "@sterna_ledger";

    /**
     * One statement, because Spark's JDBC source runs only one on a new connection. The modes leave out everything
     * that changes what is read or how a literal is understood (ANSI_QUOTES, PAD_CHAR_TO_FULL_LENGTH,
     * NO_BACKSLASH_ESCAPES, PIPES_AS_CONCAT), and NO_ZERO_DATE, with which MySQL refuses comparisons with zero dates
     * that are there. MySQL 8 caches a table's estimates for a day unless told not to; MariaDB skips that comment.
     */
    private static final String COMMON = "SET NAMES utf8mb4, SESSION time_zone = '+00:00',"
            + " /*!80003 SESSION information_schema_stats_expiry = 0, */"
            + " SESSION net_write_timeout = 31536000, SESSION wait_timeout = 2147483,";

    /**
     * Writing sessions are strict, and zero stays zero in an AUTO_INCREMENT column. Foreign keys are not checked while
     * tables fill in any order: they were valid at the source, and are made or validated after the load. Unique keys
     * stay checked, although turning that off is a known recipe: with it a server may let duplicates into a secondary
     * unique index, and MariaDB then fills an empty table under an exclusive lock, one writer at a time.
     */
    private static final String TARGET = " SESSION net_read_timeout = " + SECONDS_OF_SILENCE
            + ", SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO,ERROR_FOR_DIVISION_BY_ZERO',"
            + " SESSION foreign_key_checks = 0";

    private static final String SOURCE =
            " SESSION net_read_timeout = 31536000, SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'";

    private MySqlSession() {}

    public static boolean accepts(String url) {
        return url.startsWith(MARIADB) || url.startsWith(MYSQL);
    }

    public static Connector connector(Endpoint endpoint, Side side) {
        Map<String, String> properties = new LinkedHashMap<>();
        // Only who loads files may be asked for them: a server could ask for any.
        properties.put("allowLocalInfile", Boolean.toString(side == Side.TARGET));
        // Queries are few and long: a text query saves the round trip of preparing it, and reads as fast.
        properties.put("useServerPrepStmts", "false");
        properties.put("tinyInt1isBit", "false");
        properties.put("yearIsDateType", "false");
        properties.put("transformedBitIsBoolean", "false");
        properties.put("tcpKeepAlive", "true");
        properties.put("connectTimeout", "30000");
        // Else every login looks for the driver's codecs in all the jars that there are, and of Spark's there are
        // hundreds.
        properties.put(MySqlTransport.CACHE_CODECS, "true");
        properties.put("transactionIsolation", "REPEATABLE_READ");
        // Failing statements of ours hold no secrets but may hold row values.
        properties.put("dumpQueriesOnException", "false");
        MySqlTransport.options().require(endpoint, side);
        properties.putAll(endpoint.properties());
        properties.putAll(MySqlTransport.properties(endpoint));
        return new Connector(
                "org.mariadb.jdbc.Driver",
                mariaDbUrl(endpoint.url()),
                endpoint.user(),
                endpoint.password(),
                properties,
                List.of(COMMON + (side == Side.TARGET ? TARGET : SOURCE) + ", " + LEDGER_DATABASE + " = "
                        + (endpoint.schemas().isEmpty() || endpoint.schemas().contains("*")
                                ? "NULL"
                                : MySqlLiterals.text(endpoint.schemas().get(0)))));
    }

    /** MariaDB's driver serves both; it takes {@code jdbc:mysql:} only on request, so as to leave it to MySQL's own. */
    static String mariaDbUrl(String url) {
        return url.startsWith(MYSQL) ? MARIADB + url.substring(MYSQL.length()) : url;
    }
}
