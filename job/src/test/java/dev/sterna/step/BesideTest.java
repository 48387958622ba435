package dev.sterna.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.error.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What goes on beside the steps is ended once, and until then says what it would leave. */
class BesideTest {
    private final Beside beside = new Beside();
    private final List<String> ended = new ArrayList<>();
    private final List<List<String>> leftMeanwhile = new ArrayList<>();

    private final class Named implements Beside.Companion {
        private final String name;

        Named(String name) {
            this.name = name;
        }

        @Override
        public Optional<Problem> left() {
            return name.equals("none") ? Optional.empty() : Optional.of(Problem.warning(name, null, "It stands", "x"));
        }

        @Override
        public void end(String why) {
            ended.add(name + ": " + why);
            leftMeanwhile.add(codes());
            if (name.equals("fails")) {
                throw new IllegalStateException("It does not end");
            }
        }
    }

    private List<String> codes() {
        return beside.left().stream().map(Problem::code).toList();
    }

    @Test
    void eachIsEndedOnceAndLeavesWhatItLeavesUntilThen() {
        List.of("first", "none", "fails", "last").forEach(name -> beside.begin(new Named(name)));
        assertThat(codes()).containsExactly("first", "fails", "last");

        assertThatThrownBy(() -> beside.end("over")).hasMessage("It does not end");

        assertThat(ended).containsExactly("last: over", "fails: over", "none: over", "first: over");
        assertThat(leftMeanwhile)
                .containsExactly(
                        List.of("first", "fails", "last"),
                        List.of("first", "fails"),
                        List.of("first"),
                        List.of("first"));
        assertThat(codes()).isEmpty();
        beside.end("again");
        assertThat(ended).hasSize(4);
    }
}
