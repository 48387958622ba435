package dev.sterna.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * A test that must hold from any engine to any: it takes both as its first parameters. A pair with an engine that cannot
 * run here is skipped as soon as the test asks for its database, with the reason. MySQL with MariaDB or itself is for
 * {@link LongRun}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest
@ArgumentsSource(EveryPairArguments.class)
public @interface EveryPair {
    /** Only pairs of different languages, where the test is about what has to be translated. */
    boolean crossing() default false;

    /** Pairs, as in {@code MYSQL to MARIADB}, between which it does not hold yet; the test says why. */
    String[] except() default {};
}
