package dev.sterna.jdbc;

import dev.sterna.config.ShownUrl;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What a driver says when it cannot connect, without the secrets that it was given: drivers repeat URLs and values. */
final class ConnectFailure {
    /** A shorter one would stand in any text. */
    private static final int LEAST = 4;

    private final Connector connector;
    private final List<String> secrets = new ArrayList<>();

    ConnectFailure(Connector connector) {
        this.connector = connector;
        if (connector.password() != null) {
            secrets.add(connector.password().reveal());
        }
        for (Map.Entry<String, String> property : connector.properties().entrySet()) {
            if (!ShownUrl.isHarmless(property.getKey(), property.getValue())
                    && !property.getValue().matches("true|false|\\d+|[A-Z0-9_,]+")) {
                secrets.add(property.getValue());
            }
        }
        secrets.removeIf(secret -> secret.length() < LEAST);
        secrets.sort(Comparator.comparingInt(String::length).reversed());
    }

    /** The failure itself when it tells nothing, else one that says the same without the secrets. */
    SQLException shown(SQLException failure) {
        boolean silent = true;
        int depth = 0;
        for (Throwable at = failure; at != null && depth < 16; at = at.getCause(), depth++) {
            silent &= at.getMessage() == null || at.getMessage().equals(shown(at.getMessage()));
        }
        if (silent) {
            return failure;
        }
        // Without the cause, which a stack trace would show.
        SQLException told =
                new SQLException(shown(failure.getMessage()), failure.getSQLState(), failure.getErrorCode());
        told.setStackTrace(failure.getStackTrace());
        return told;
    }

    private String shown(String message) {
        if (message == null) {
            return null;
        }
        String shown = message.replace(connector.url(), ShownUrl.of(connector.url()));
        for (String secret : secrets) {
            shown = shown.replace(secret, "...");
        }
        return shown;
    }
}
