package dev.sterna.dialect.postgres.server;

import dev.sterna.config.Endpoint;
import dev.sterna.jdbc.Connector;
import dev.sterna.model.Side;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How a session is opened, and the state that it is put into before anything else. */
public final class PostgresSession {
    static final String DRIVER = "org.postgresql.Driver";

    /**
     * Text forms that do not depend on the server's or the user's defaults, and no limit that ends a long result. The search
     * path is narrow until it is known where the user's own expressions look for names.
     */
    private static final List<String> SETTINGS = List.of(
            // The newer of these limits do not exist everywhere; the view of all settings takes longer than all else
            // here. The driver prepares what it has not executed once more after the search path is set: so this is
            // first.
            "SELECT pg_catalog.set_config(name, '0', false) FROM pg_catalog.unnest(ARRAY["
                    + "'idle_in_transaction_session_timeout', 'idle_session_timeout', 'transaction_timeout']) name"
                    + " WHERE pg_catalog.current_setting(name, true) IS NOT NULL",
            "SET client_encoding = 'UTF8'",
            "SET standard_conforming_strings = on",
            "SET DateStyle = 'ISO, YMD'",
            "SET IntervalStyle = 'postgres'",
            "SET TimeZone = 'UTC'",
            "SET extra_float_digits = 3",
            "SET bytea_output = 'hex'",
            "SET xmloption = content",
            "SET lc_monetary = 'C'",
            "SET search_path = pg_catalog",
            "SET statement_timeout = 0",
            "SET lock_timeout = 0",
            // Compiling the expressions of a wide digest costs more than it saves.
            "SET jit = off");

    /**
     * A client that is gone without a word, with its machine or its network, is noticed after three minutes and not after
     * two hours: until then its transaction blocks whoever wants to load the same chunk. A client that is only slow answers
     * the probes.
     */
    private static final List<String> WRITING = List.of(
            "SET tcp_keepalives_idle = 60",
            "SET tcp_keepalives_interval = 15",
            "SET tcp_keepalives_count = 8",
            "SET tcp_user_timeout = 180000");

    /** Instead of leaving them out. */
    public static final String REFUSING_HIDDEN_ROWS = "SET row_security = off";

    private PostgresSession() {}

    public static Connector connector(Endpoint endpoint, Side side) {
        Map<String, String> properties = new HashMap<>();
        properties.put("ApplicationName", "sterna");
        properties.put("tcpKeepAlive", "true");
        properties.put("reWriteBatchedInserts", "true");
        // Bytes and binary floating point travel as they are from the first execution on, five times as fast as text;
        // all other types keep the text that the server makes of them.
        properties.put("prepareThreshold", "-1");
        properties.put("binaryTransfer", "false");
        properties.put("binaryTransferEnable", "BYTEA,INT8,FLOAT8");
        // The detail of a failure holds values of the row.
        properties.put("logServerErrorDetail", "false");
        PostgresTransport.OPTIONS.require(endpoint, side);
        properties.putAll(endpoint.properties());
        properties.putAll(PostgresTransport.properties(endpoint));
        return new Connector(DRIVER, endpoint.url(), endpoint.user(), endpoint.password(), properties, session(side));
    }

    private static List<String> session(Side side) {
        List<String> settings = new ArrayList<>(SETTINGS);
        if (side == Side.SOURCE) {
            // Rows that a policy hides must be an error and not a silent loss.
            settings.add(REFUSING_HIDDEN_ROWS);
        } else {
            settings.add("RESET row_security");
            settings.addAll(WRITING);
        }
        // One round trip.
        return List.of(String.join("; ", settings));
    }
}
