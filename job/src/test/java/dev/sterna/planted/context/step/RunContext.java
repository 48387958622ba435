package dev.sterna.planted.context.step;

/** Stands for what a step works with. */
public record RunContext(String runId) {}
