package dev.sterna.dialect.health;

/**
 * How a server would run a query.
 *
 * @param text for people, in the server's words
 * @param shape the same without estimates: another one is another way
 */
public record QueryPlan(String text, String shape) {}
