package dev.sterna.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The time that an interrupted command has; that it is kept to is shown where commands are interrupted. */
class InterruptGraceTest {
    @AfterEach
    void forget() {
        System.clearProperty(InterruptGrace.PROPERTY);
    }

    @Test
    void isTenSecondsUnlessTheJvmIsGivenAnother() {
        assertThat(InterruptGrace.given()).isEqualTo(Duration.ofSeconds(10));
        System.setProperty(InterruptGrace.PROPERTY, "90");
        assertThat(InterruptGrace.given()).isEqualTo(Duration.ofSeconds(90));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "2.5", "10s", "1000000"})
    void anythingElseIsRefused(String seconds) {
        System.setProperty(InterruptGrace.PROPERTY, seconds);
        Cli cli = Cli.run("plan", "--config", "none.conf");
        assertThat(cli.exitCode()).isEqualTo(3);
        assertThat(cli.err())
                .contains("Invalid system property dev.sterna.interrupt-grace: " + seconds
                        + " (must be a number of seconds, at least 1)")
                .contains("JDK_JAVA_OPTIONS=-Ddev.sterna.interrupt-grace=30");
    }
}
