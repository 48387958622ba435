package dev.sterna.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SubmissionTest {
    private static final Submission.JobJars JARS =
            new Submission.JobJars(Path.of("/s/sterna-job.jar"), Path.of("/s/mariadb.jar"));

    @Test
    void sparksOptionsGoToSparkWhereverTheyStandAndTheOthersToTheJob() {
        Submission submission = Submission.of(
                List.of("--master", "spark://h:7077", "run", "--run-id", "r1", "--executor-memory", "4g", "--execute"));
        assertThat(submission.sparkOptions()).containsExactly("--master", "spark://h:7077", "--executor-memory", "4g");
        assertThat(submission.arguments()).containsExactly("run", "--run-id", "r1", "--execute");
    }

    @Test
    void theJobsJarComesAfterSparksOptionsAndBeforeTheJobs() {
        assertThat(Submission.of(List.of("--master", "yarn", "status", "--json"))
                        .sparkSubmitWords(JARS))
                .containsExactly(
                        "--class",
                        "dev.sterna.app.Main",
                        "--master",
                        "yarn",
                        "--jars",
                        "/s/mariadb.jar",
                        "/s/sterna-job.jar",
                        "status",
                        "--json");
    }

    @Test
    void theUsersOwnDriversComeBesideMariaDbs() {
        assertThat(Submission.of(List.of("--jars", "/d/mysql.jar", "--master", "yarn", "status"))
                        .sparkSubmitWords(JARS))
                .containsSubsequence("--jars", "/s/mariadb.jar,/d/mysql.jar")
                .containsOnlyOnce("--jars");
    }

    @Test
    void aDriverInTheClusterIsWaitedFor() {
        assertThat(Submission.of(List.of("--master", "spark://h:7077", "--deploy-mode", "cluster", "status"))
                        .sparkSubmitWords(JARS))
                .containsSubsequence(
                        "--deploy-mode",
                        "cluster",
                        "--conf",
                        "spark.standalone.submit.waitAppCompletion=true",
                        "/s/sterna-job.jar");
    }

    @Test
    void anOptionWithoutItsValueIsLeftToTheJobToComplainAbout() {
        assertThat(Submission.of(List.of("status", "--conf")).arguments()).containsExactly("status", "--conf");
    }
}
