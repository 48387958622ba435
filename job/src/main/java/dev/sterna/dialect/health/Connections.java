package dev.sterna.dialect.health;

import java.util.Map;

/**
 * Sessions of a server.
 *
 * @param limit how many it lets in
 * @param states how many of them are in which state, in the server's words
 * @param raise the statement that lets twice as many in
 * @param then what else that takes, in words
 */
public record Connections(long open, long limit, Map<String, Long> states, String raise, String then) {
    public Connections {
        states = Map.copyOf(states);
    }
}
