package dev.sterna.step;

/** A step that writes to no database and stages no data, so that its preview is the step itself. */
public interface ReadOnlyStep extends Step {
    @Override
    default StepReport preview(RunContext run) {
        return execute(run);
    }
}
