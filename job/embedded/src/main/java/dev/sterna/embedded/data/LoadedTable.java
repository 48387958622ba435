package dev.sterna.embedded.data;

/** A table that was filled: its rows, and the bytes of their values as text. */
public record LoadedTable(String name, long rows, long bytes) {}
