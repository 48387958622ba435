package dev.sterna.launcher.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** JVMs like this one: the same options, and so the same heap and class data archive, and the same class path. */
final class Jvm {
    private Jvm() {}

    static List<String> command(String mainClass) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.startsWith("-javaagent") && !option.startsWith("-agentlib"))
                .forEach(words::add);
        // In a test the class path is a jar that only refers to the others, and is gone when the test is.
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        words.addAll(List.of("-cp", classPath, mainClass));
        return words;
    }
}
