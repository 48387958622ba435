package dev.sterna.transfer.progress;

import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicReference;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** One line on a terminal, redrawn a few times a second and wiped at the end. */
public final class TerminalProgress implements Progress.Factory {
    private static final int MILLISECONDS_BETWEEN = 250;

    private final PrintStream terminal;

    public TerminalProgress(PrintStream terminal) {
        this.terminal = terminal;
    }

    @Override
    public Progress start(String step, int chunks, long expectedRows) {
        Tally tally = new Tally(step, chunks, expectedRows);
        ProgressBar bar = new ProgressBarBuilder()
                .setInitialMax(chunks)
                .setUpdateIntervalMillis(MILLISECONDS_BETWEEN)
                .setConsumer(new Line(terminal))
                .setRenderer((progress, width) -> cut(tally.line(), width))
                .build();
        return new Progress() {
            @Override
            public void chunkDone(String table, long rows, long bytes) {
                tally.chunkDone(table, rows, bytes);
                bar.step();
            }

            @Override
            public void close() {
                bar.close();
            }
        };
    }

    @Override
    public Progress.Status status() {
        AtomicReference<String> last = new AtomicReference<>("");
        ProgressBar bar = new ProgressBarBuilder()
                .setInitialMax(-1)
                .setUpdateIntervalMillis(MILLISECONDS_BETWEEN)
                .setConsumer(new Line(terminal))
                .setRenderer((progress, width) -> cut(last.get(), width))
                .build();
        return new Progress.Status() {
            @Override
            public void tell(String line) {
                last.set(line);
                bar.step();
            }

            @Override
            public void close() {
                bar.close();
            }
        };
    }

    private static String cut(String line, int width) {
        return width > 0 && line.length() > width ? line.substring(0, width) : line;
    }

    /** The library's own ends with a line break, which would leave the last state of every step on the screen. */
    private static final class Line extends ConsoleProgressBarConsumer {
        private static final String WIPE = "\r\u001b[2K";

        private final PrintStream terminal;

        Line(PrintStream terminal) {
            super(terminal);
            this.terminal = terminal;
        }

        @Override
        public void accept(String line) {
            terminal.print(WIPE + line);
            terminal.flush();
        }

        @Override
        public void close() {
            terminal.print(WIPE);
            terminal.flush();
        }
    }
}
