package dev.sterna.launcher;

/**
 * Says what happens when Ctrl-C ends the JVM outside of the run, which has its own way to end in order. Servers and
 * folders need no help then: they go with the JVM.
 */
final class DemoEnding implements AutoCloseable {
    private final Thread hook;

    DemoEnding(DemoSpeech speech) {
        hook = new Thread(
                () -> speech.ending("Stopping both servers and removing everything ..."), "sterna-demo-ending");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            // The hook has spoken, or is about to.
        }
    }
}
