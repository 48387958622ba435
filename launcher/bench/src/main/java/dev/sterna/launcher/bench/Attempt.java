package dev.sterna.launcher.bench;

/** One run of one contender that brought every row. */
record Attempt(Usage usage, Account account) {}
