package dev.sterna.transfer.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(shown, true, StandardCharsets.UTF_8);

    @Test
    void lineSaysTableChunksRowsRateAndTimeLeft() {
        AtomicLong now = new AtomicLong();
        Tally tally = new Tally("load", 4, 1000, now::get);
        assertThat(tally.line()).isEqualTo("load  0/4 chunks  0 of 1,000 rows");
        now.set(2_000_000_000L);
        tally.chunkDone("shop.orders", 250, 5_000_000);
        assertThat(tally.line())
                .isEqualTo("load shop.orders  1/4 chunks  250 of 1,000 rows  5.0 MB  125 rows/s  6.0 s left");
        tally.chunkDone("shop.orders", 900, 0);
        assertThat(tally.line()).contains("2/4 chunks  1,150 of 1,150 rows").contains("0.0 s left");
    }

    @Test
    void logGetsPlainLines() {
        try (Progress progress = new LogProgress(stream, Duration.ofMillis(20)).start("backup", 2, -1)) {
            progress.chunkDone("shop.orders", 10, 0);
            await().until(() -> text().contains("\n"));
        }
        assertThat(text())
                .startsWith("backup ")
                .contains("10 rows")
                .doesNotContain("\r")
                .doesNotContain("\u001b");
    }

    @Test
    void terminalGetsOneRedrawnLine() {
        try (Progress progress = new TerminalProgress(stream).start("load", 2, 20)) {
            progress.chunkDone("shop.orders", 10, 0);
            await().until(() -> text().contains("1/2 chunks"));
        }
        assertThat(text()).contains("\r").doesNotContain("\n");
    }

    @Test
    void amountsAreReadable() {
        assertThat(Amounts.count(1_234_567)).isEqualTo("1,234,567");
        assertThat(Amounts.bytes(1234)).isEqualTo("1.2 kB");
        assertThat(Amounts.bytes(12_345_678)).isEqualTo("12.3 MB");
        assertThat(Amounts.seconds(1.26)).isEqualTo("1.3 s");
        assertThat(Amounts.seconds(250)).isEqualTo("4 min 10 s");
        assertThat(Amounts.seconds(12_000)).isEqualTo("3 h 20 min");
        assertThat(Amounts.rate(1000, 2)).isEqualTo("500 rows/s");
        assertThat(Amounts.rate(1000, 0)).isEmpty();
    }

    private String text() {
        return shown.toString(StandardCharsets.UTF_8);
    }
}
