package dev.sterna.transfer;

/**
 * What happens at the failpoints of this process: nothing, unless the system property {@value #PROPERTY} names a class of
 * this kind, which only tests have on their class path.
 */
public interface Failpoints {
    /** Name of the class, which has a public constructor without parameters. */
    String PROPERTY = "dev.sterna.failpoints";

    /** Those of this process, for as long as it lives. */
    Failpoints ACTIVE = named(System.getProperty(PROPERTY));

    /** Does what the test wants; throws what is to be thrown there. */
    void at(Failpoint place, String what, int chunk);

    private static Failpoints named(String type) {
        if (type == null) {
            return (place, what, chunk) -> {};
        }
        try {
            return Class.forName(type)
                    .asSubclass(Failpoints.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException(
                    "Cannot use the failpoints that -D" + PROPERTY + " names: " + type, failure);
        }
    }
}
