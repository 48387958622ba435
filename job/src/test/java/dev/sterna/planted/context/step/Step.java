package dev.sterna.planted.context.step;

/** Stands for a step, which may take the context. */
public interface Step {
    void execute(RunContext run);
}
