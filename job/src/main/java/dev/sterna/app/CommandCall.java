package dev.sterna.app;

/** One call of a command, with all that answers it. */
record CommandCall(Commands commands, Invocation invocation, Output output, Draft draft, Ending ending) {}
