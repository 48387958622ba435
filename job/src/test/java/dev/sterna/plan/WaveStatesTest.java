package dev.sterna.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.error.SternaException;
import dev.sterna.step.GateVerdict;
import dev.sterna.step.Workspace;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WaveStatesTest {
    @TempDir
    Path directory;

    private Workspace workspace;
    private Plan plan;

    @BeforeEach
    void begin() {
        workspace = new Workspace(directory.toUri().toString(), new Configuration(false));
        plan = new PlanStore(workspace)
                .save(Samples.plan(
                                "r",
                                Samples.planned(Samples.table("shop", "a")),
                                Samples.planned(Samples.table("shop", "b")))
                        .withWaves(waves(List.of("shop.a"), List.of("shop.b"))));
    }

    @Test
    void whatWasNotedIsThereWhatWasNotIsNotBegun() {
        WaveStates states = new WaveStates(workspace, plan);
        assertThat(states.next()).get().extracting(WaveState::wave).isEqualTo(1);
        WaveState done = done(1, "shop.a");
        states.note(done);

        WaveStates again = new WaveStates(workspace, plan);
        assertThat(again.all()).containsExactly(done, WaveState.notBegun(2, List.of("shop.b")));
        assertThat(again.next()).get().extracting(WaveState::wave).isEqualTo(2);
        again.note(done(2, "shop.b"));
        assertThat(again.next()).isEmpty();
    }

    @Test
    void aWaveIsDoneAsLongAsItsTablesAreAsTheyWere() {
        new WaveStates(workspace, plan).note(done(1, "shop.a"));

        Plan other = anew(List.of("shop.b"), waves(List.of("shop.a"), List.of("shop.b")));
        assertThat(state(other)).isEqualTo(WaveState.DONE);
        Plan same = anew(List.of("shop.a"), waves(List.of("shop.a"), List.of("shop.b")));
        assertThat(state(same)).isEqualTo(WaveState.STOPPED);
        Plan more = anew(List.of(), waves(List.of("shop.a", "shop.b")));
        assertThat(new WaveStates(workspace, more).all()).singleElement().satisfies(state -> {
            assertThat(state.state()).isEqualTo(WaveState.STOPPED);
            assertThat(state.because()).isEqualTo("the plan has changed since it was done");
            assertThat(state.tables()).containsExactly("shop.a", "shop.b");
        });
    }

    @Test
    void oneThatWasUnderWayHasStoppedOnceItsProcessIsGone() {
        WaveState killed = new WaveState(
                1, WaveState.UNDER_WAY, List.of("shop.a"), "2026-01-01T00:00:00Z", null, plan.hash(), null, null, null);

        assertThat(killed.left().state()).isEqualTo(WaveState.STOPPED);
        assertThat(killed.left().because()).isEqualTo("its process ended before it did");
        assertThat(done(1, "shop.a").left()).isEqualTo(done(1, "shop.a"));
    }

    @Test
    void aDamagedFileSaysWhatToDo() {
        workspace.write(WaveStates.FILE, "{");
        assertThatThrownBy(() -> new WaveStates(workspace, plan).all())
                .isInstanceOfSatisfying(SternaException.class, damaged -> {
                    assertThat(damaged).hasMessageContaining("Cannot read").hasMessageContaining("waves.json");
                    assertThat(damaged.problems().get(0).remedy()).startsWith("Delete the file");
                });
    }

    private String state(Plan now) {
        return new WaveStates(workspace, now).all().get(0).state();
    }

    private Plan anew(List<String> tables, List<Wave> waves) {
        return plan.renewed(plan, tables, plan.tables(), waves).withHash("other");
    }

    @SafeVarargs
    private static List<Wave> waves(List<String>... tables) {
        return List.of(tables).stream().map(names -> new Wave(names, List.of())).toList();
    }

    private WaveState done(int wave, String table) {
        return new WaveState(
                wave,
                WaveState.DONE,
                List.of(table),
                "2026-01-01T00:00:00Z",
                "2026-01-01T00:01:00Z",
                plan.hash(),
                null,
                List.of(new WaveState.StepEnd("load", "done")),
                List.of(new GateVerdict("schema", true, "all", 0, 0.5)));
    }
}
