package dev.sterna.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LauncherTest {
    @Test
    void theCommandIsTheFirstWordThatIsNoOptionAndNoOptionsValue() {
        assertThat(Launcher.command("--config", "demo", "-D", "a=b", "--json", "plan", "demo"))
                .contains("plan");
        assertThat(Launcher.command("--config=demo", "demo", "--keep")).contains("demo");
    }

    @Test
    void optionsAloneAreNoCommand() {
        assertThat(Launcher.command("--help")).isEmpty();
        assertThat(Launcher.command()).isEmpty();
    }

    @Test
    void aSubmissionWithoutAClusterIsRefusedAsUsage() {
        assertThat(Launcher.run("--submit", "status")).isEqualTo(2);
    }

    @Test
    void aSubmissionInClusterModeNeedsAResultFile() {
        System.setProperty("sterna.home", "/sterna");
        assertThat(Launcher.run("--submit", "--master", "spark://h:7077", "--deploy-mode", "cluster", "status"))
                .isEqualTo(2);
    }
}
