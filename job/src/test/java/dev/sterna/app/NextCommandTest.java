package dev.sterna.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.config.Settings.Strategy;
import dev.sterna.report.Result;
import dev.sterna.step.Outcome;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every hint is a command line that is understood, with the run's id in it. */
class NextCommandTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            plan                | DONE          | 0   | Next: sterna run --config 'my shop.conf' -D sterna.source.password=... --run-id r
            run                 | PREVIEW       | 0   | Next: sterna run --config 'my shop.conf' -D sterna.source.password=... --run-id r --execute
            prepare --execute   | NOTHING_TO_DO | 0   | Next: sterna backup --config 'my shop.conf' -D sterna.source.password=... --run-id r --execute
            prepare --after-load | PREVIEW      | 0   | Next: sterna prepare --config 'my shop.conf' -D sterna.source.password=... --run-id r --after-load --execute
            load --execute      | DONE          | 0   | Next: sterna prepare --config 'my shop.conf' -D sterna.source.password=... --run-id r --execute
            run --execute       | FAILED        | 5   | Then resume: sterna run --config 'my shop.conf' -D sterna.source.password=... --run-id r --execute
            run                 | FAILED        | 4   | Then resume: sterna run --config 'my shop.conf' -D sterna.source.password=... --run-id r
            run --execute       | FAILED        | 3   |
            run --execute       | FAILED        | 130 |
            run --execute       | REFUSED       | 8   |
            run --execute       | DONE          | 0   |
            diff                | DIFFERS       | 6   |
            diff --self-test    | FAILED        | 5   | Then resume: sterna diff --config 'my shop.conf' -D sterna.source.password=... --run-id r --self-test
            status              | DONE          | 0   |
            """)
    void hintFollows(String line, Outcome outcome, int exitCode, String hint) {
        String[] words = (line + " --config my_shop.conf -D sterna.source.password=geheim --run-id r").split(" +");
        Invocation invocation = new Grammar(Commands.all())
                .parse(Arrays.stream(words)
                        .map(word -> word.replace("my_shop", "my shop"))
                        .toArray(String[]::new))
                .invocation();
        Result result = new Result(
                "x", "r", outcome, exitCode, 0, null, null, List.of(), List.of(), List.of(), null, List.of());
        assertThat(new NextCommand(Commands.all(), Commands.all().order(Strategy.BIG_BANG)).after(invocation, result))
                .isEqualTo(hint == null ? List.of() : List.of(hint));
    }
}
