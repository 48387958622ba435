package dev.sterna.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.error.Problem;
import dev.sterna.report.Result.ProblemLine;
import dev.sterna.report.Summary.Paint;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private final Summary summary = new Summary(Paint.PLAIN);

    @Test
    void manyWarningsOfAKindAreOneLine() {
        List<ProblemLine> problems = IntStream.rangeClosed(1, 316)
                .mapToObj(i -> Problem.warning("no-key", "shop.t" + i, "shop.t" + i + " has no key", "Give it one"))
                .map(ProblemLine::of)
                .toList();
        assertThat(summary.problems(problems))
                .containsExactly(
                        "",
                        "warning [no-key] 316 tables, shop.t1, shop.t2, shop.t3, shop.t4, shop.t5 and 311 more; all of them"
                                + " in report.json, the first: shop.t1 has no key",
                        "  Give it one");
    }

    @Test
    void fewWarningsAndAllErrorsStandAlone() {
        List<ProblemLine> few = IntStream.rangeClosed(1, 3)
                .mapToObj(i -> ProblemLine.of(Problem.warning("no-key", "t" + i, "has no key", null)))
                .toList();
        assertThat(summary.problems(few))
                .contains("warning [no-key] t1: has no key")
                .hasSize(6);
        List<ProblemLine> errors = IntStream.rangeClosed(1, 9)
                .mapToObj(i -> ProblemLine.of(Problem.error("rows-differ", "t" + i, "t" + i + " differs", "Look")))
                .toList();
        assertThat(summary.problems(errors))
                .contains("error [rows-differ] t9 differs")
                .hasSize(27);
    }
}
