package dev.sterna.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.step.Workspace;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanStoreTest {
    @TempDir
    Path directory;

    private Workspace workspace;
    private PlanStore store;
    private Plan written;

    @BeforeEach
    void write() {
        workspace = new Workspace(directory.toUri().toString(), new Configuration(false));
        store = new PlanStore(workspace);
        written = store.save(Samples.plan(
                "r1", Samples.planned(Samples.table("shop", "a")), Samples.planned(Samples.table("shop", "b"))));
    }

    @Test
    void givesBackWhatWasWritten() {
        assertThat(written.hash()).matches("[0-9a-f]{64}");
        assertThat(store.load("r1")).isEqualTo(written);
    }

    @Test
    void isReadable() {
        String text = workspace.read(Plan.FILE).orElseThrow();
        assertThat(text).contains("\n      \"chunks\": [\n        {\"index\":0, \"slice\":{\"by\":\"key-range\"");
        assertThat(text).contains("\n          {\"name\":\"id\", \"type\":{\"kind\":\"int\"");
        assertThat(text).endsWith("\n}\n");
    }

    @Test
    void hashIsOfTheMeaningAndNotOfTheForm() {
        workspace.write(Plan.FILE, workspace.read(Plan.FILE).orElseThrow().replaceAll("\n *", " "));
        assertThat(store.load("r1")).isEqualTo(written);
    }

    @Test
    void sameInputSameHash() {
        Plan again = store.save(Samples.plan(
                "r1", Samples.planned(Samples.table("shop", "a")), Samples.planned(Samples.table("shop", "b"))));
        assertThat(again.hash()).isEqualTo(written.hash());
    }

    @Test
    void refusesAnEdit() {
        edit("\"500\"", "\"600\"");
        assertRefused("plan-edited", "it was changed after it was made");
    }

    @Test
    void refusesAnEditThatWasNotAccepted() {
        edit("\"500\"", "\"600\"");
        edit(written.hash(), "");
        assertRefused("plan-not-signed", "its last edit was not accepted");
        Plan edited = store.save(PlanEdit.checked(store.find("r1").orElseThrow()));
        assertThat(edited.hash()).isNotEqualTo(written.hash());
        assertThat(store.load("r1")).isEqualTo(edited);
    }

    @Test
    void refusesAnEditThatCannotBeExecuted() {
        edit("{\"index\":1,", "{\"index\":2,");
        edit(written.hash(), "");
        assertThatThrownBy(() -> PlanEdit.checked(store.find("r1").orElseThrow()))
                .isInstanceOf(SternaException.class)
                .hasMessageContaining("not numbered 0, 1, 2");
    }

    @Test
    void refusesThePlanOfAnotherRun() {
        assertThatThrownBy(() -> store.load("r2"))
                .isInstanceOf(SternaException.class)
                .hasMessageContaining("it says that it belongs to run r1");
    }

    @Test
    void refusesWhatIsNoPlan() {
        workspace.write(Plan.FILE, "{\"format\": 1,\n \"tables\": [}");
        assertRefused("plan-unreadable", "in line 2");
        workspace.write(Plan.FILE, "{\"format\": 1, \"runId\": \"r1\"}");
        assertRefused("plan-unreadable", "plan.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "1", "{}", "\"x\"", "\u0000\u0001", "{\"format\":1,\"tables\":null}"})
    void refusesAnyOtherJson(String text) {
        workspace.write(Plan.FILE, text);
        assertRefused("plan-unreadable", "plan.json");
        workspace.write(Plan.FILE, "[".repeat(100_000));
        assertRefused("plan-unreadable", "plan.json");
    }

    @Test
    void refusesToGoOnWithoutAPlan() {
        workspace.delete(Plan.FILE);
        assertRefused("no-plan", "Cannot find the plan of run r1");
        assertThat(store.find("r1")).isEmpty();
    }

    private void edit(String from, String to) {
        String text = workspace.read(Plan.FILE).orElseThrow();
        assertThat(text).contains(from);
        workspace.write(Plan.FILE, text.replace(from, to));
    }

    private void assertRefused(String code, String message) {
        assertThatThrownBy(() -> store.load("r1")).isInstanceOfSatisfying(SternaException.class, refused -> {
            assertThat(refused.category()).isEqualTo(Category.REFUSED);
            assertThat(refused.problems().get(0).code()).isEqualTo(code);
            assertThat(refused).hasMessageContaining(message);
            assertThat(refused.problems().get(0).remedy()).contains("sterna plan --run-id");
        });
    }
}
