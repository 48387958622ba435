package dev.sterna.launcher.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What others do on the machine; the load average would remember the minutes before. */
final class Bystanders {
    private static final Path STATISTICS = Path.of("/proc/stat");
    private static final long MILLIS = 2000;

    /** Fields of the first line that are no work: idle and waiting for a disk. */
    private static final int IDLE = 4;

    private static final int WAITING = 5;

    /** The last field to count; guests' time is in the users' already. */
    private static final int STEAL = 8;

    private Bystanders() {}

    /** How many cores were at work in the next two seconds, in which this program does nothing. */
    static double busyCores(int cores) throws IOException, InterruptedException {
        long[] before = fields();
        Thread.sleep(MILLIS);
        long[] after = fields();
        long all = 0;
        long idle = 0;
        for (int i = 1; i <= STEAL; i++) {
            long ticks = after[i] - before[i];
            all += ticks;
            idle += i == IDLE || i == WAITING ? ticks : 0;
        }
        return all == 0 ? 0 : cores * (double) (all - idle) / all;
    }

    private static long[] fields() throws IOException {
        String[] words = Files.readAllLines(STATISTICS).get(0).split("\\s+", -1);
        return Arrays.stream(words)
                .mapToLong(word -> word.equals("cpu") ? 0 : Long.parseLong(word))
                .toArray();
    }
}
