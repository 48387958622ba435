package dev.sterna.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.deploy.SparkSubmit;

/**
 * One command line for a cluster. Words that spark-submit knows go to it, wherever they stand; the others are Sterna's.
 *
 * <p>In client mode the driver runs in this JVM and its exit code is this process's. In cluster mode spark-submit does
 * not tell how the driver ended, so the result file does, and one must be named.
 */
record Submission(List<String> sparkOptions, List<String> arguments) {
    private static final String MAIN_CLASS = "dev.sterna.app.Main";
    private static final int USAGE = 2;

    private static final Set<String> SPARK_OPTIONS = Set.of(
            "--archives",
            "--conf",
            "--deploy-mode",
            "--driver-class-path",
            "--driver-cores",
            "--driver-java-options",
            "--driver-library-path",
            "--driver-memory",
            "--executor-cores",
            "--executor-memory",
            "--files",
            "--jars",
            "--keytab",
            "--master",
            "--name",
            "--num-executors",
            "--packages",
            "--principal",
            "--properties-file",
            "--proxy-user",
            "--queue",
            "--repositories",
            "--total-executor-cores");

    Submission {
        sparkOptions = List.copyOf(sparkOptions);
        arguments = List.copyOf(arguments);
    }

    static Submission of(List<String> words) {
        List<String> sparkOptions = new ArrayList<>();
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            boolean known = SPARK_OPTIONS.contains(words.get(i)) && i + 1 < words.size();
            List<String> target = known ? sparkOptions : arguments;
            target.add(words.get(i));
            if (known) {
                target.add(words.get(++i));
            }
        }
        return new Submission(sparkOptions, arguments);
    }

    int run() {
        if (sparkOption("--master").isEmpty()) {
            System.err.println("Cannot submit without a cluster: add --master URL, as in --master spark://host:7077");
            return USAGE;
        }
        List<String> words = sparkSubmitWords(JobJars.ofThisBuild());
        if (sparkOption("--deploy-mode").filter("cluster"::equals).isEmpty()) {
            // Ends the JVM with the job's exit code.
            SparkSubmit.main(words.toArray(String[]::new));
            return 0;
        }
        Optional<String> resultFile = argument("--result-file");
        if (resultFile.isEmpty()) {
            System.err.println("Cannot submit in cluster mode without --result-file: spark-submit does not tell how the"
                    + " driver ended. Add --result-file URI, at a place that this machine and the cluster both see");
            return USAGE;
        }
        return new ClusterDriver(resultFile.get()).run(words);
    }

    List<String> sparkSubmitWords(JobJars jars) {
        List<String> words = new ArrayList<>(List.of("--class", MAIN_CLASS));
        List<String> libraries = new ArrayList<>(List.of(jars.mariadbDriver().toString()));
        for (int i = 0; i < sparkOptions.size(); i += 2) {
            if (sparkOptions.get(i).equals("--jars")) {
                libraries.add(sparkOptions.get(i + 1));
            } else {
                words.addAll(sparkOptions.subList(i, i + 2));
            }
        }
        words.addAll(List.of("--jars", String.join(",", libraries)));
        if (sparkOption("--deploy-mode").isPresent()) {
            // Without it a standalone master's client returns as soon as the driver has been accepted.
            words.addAll(List.of("--conf", "spark.standalone.submit.waitAppCompletion=true"));
        }
        words.add(jars.job().toString());
        words.addAll(arguments);
        return List.copyOf(words);
    }

    private Optional<String> sparkOption(String name) {
        int at = sparkOptions.lastIndexOf(name);
        return at < 0 ? Optional.empty() : Optional.of(sparkOptions.get(at + 1));
    }

    private Optional<String> argument(String name) {
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).equals(name) && i + 1 < arguments.size()) {
                return Optional.of(arguments.get(i + 1));
            }
            if (arguments.get(i).startsWith(name + "=")) {
                return Optional.of(arguments.get(i).substring(name.length() + 1));
            }
        }
        return Optional.empty();
    }

    /** The two jars that a cluster needs. */
    record JobJars(Path job, Path mariadbDriver) {
        static JobJars ofThisBuild() {
            Path root = Path.of(Optional.ofNullable(System.getProperty("sterna.home"))
                    .orElseThrow(() -> new IllegalStateException(
                            "Cannot find the job's jar: sterna.home is not set (scripts/sterna sets it)")));
            return new JobJars(
                    root.resolve("job/target/sterna-job.jar"), root.resolve("job/target/lib/mariadb-java-client.jar"));
        }
    }
}
