package dev.sterna.launcher;

import dev.sterna.app.Main;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What {@code scripts/sterna} starts. */
public final class Launcher {
    /** The level from which on libraries are heard; log4j2.properties reads it when somebody first logs. */
    private static final String LOG_OF_OTHERS = "sterna.log.others";

    private Launcher() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /**
     * Runs one command line and returns its exit code. {@code --submit} counts only as the first word; {@code demo} and
     * {@code warm-up} wherever the command stands; everything else belongs to {@link Main#run}.
     */
    static int run(String... args) {
        if (args.length > 0 && args[0].equals("--submit")) {
            return Submission.of(List.of(args).subList(1, args.length)).run();
        }
        if (List.of(args).contains("--verbose") && System.getProperty(LOG_OF_OTHERS) == null) {
            System.setProperty(LOG_OF_OTHERS, "warn");
        }
        String command = command(args).orElse("");
        return switch (command) {
            case "demo" -> Demo.run(without(command, args));
            case "warm-up" -> WarmUp.run();
            default -> Main.run(args);
        };
    }

    /** The first word that is neither an option nor the value of one. */
    static Optional<String> command(String... args) {
        return Optional.of(Main.command(args)).filter(word -> !word.isEmpty());
    }

    private static String[] without(String command, String... args) {
        int at = List.of(args).indexOf(command);
        String[] rest = Arrays.copyOf(args, args.length - 1);
        System.arraycopy(args, at + 1, rest, at, rest.length - at);
        return rest;
    }
}
