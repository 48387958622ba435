package dev.sterna.plan;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sterna.step.JsonDocument;
import dev.sterna.step.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How far the waves of a run are: {@code waves.json} in its directory, written by whoever holds the run's lock. */
public final class WaveStates {
    /** Where that lies in the workspace. */
    public static final String FILE = "waves.json";

    private static final int FORMAT = 1;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final JsonDocument DOCUMENT = new JsonDocument(
            FILE, "waves-unreadable", "Delete the file: each wave goes through its steps again, which do what is left");

    private final Workspace workspace;
    private final Plan plan;

    /** @param plan of the run as it is now */
    public WaveStates(Workspace workspace, Plan plan) {
        this.workspace = workspace;
        this.plan = plan;
    }

    private record Document(
            @JsonProperty("format") int format,
            @JsonProperty("waves") List<WaveState> waves) {}

    /**
     * Of every wave of the plan.
     *
     * @throws dev.sterna.error.SternaException (REFUSED) when the file is damaged
     */
    public List<WaveState> all() {
        List<WaveState> known = DOCUMENT.read(workspace, text -> JSON.readValue(text, Document.class))
                .map(Document::waves)
                .orElse(List.of());
        List<WaveState> all = new ArrayList<>();
        for (int i = 1; i <= plan.waves().size(); i++) {
            int number = i;
            all.add(known.stream()
                    .filter(state -> state.wave() == number)
                    .findFirst()
                    .map(state -> state.under(plan))
                    .orElseGet(() -> WaveState.notBegun(
                            number, plan.waves().get(number - 1).tables())));
        }
        return all;
    }

    /** The first wave that is not done. */
    public Optional<WaveState> next() {
        return all().stream().filter(state -> !state.isDone()).findFirst();
    }

    /** Puts this state in the place of what is known of the wave. */
    public void note(WaveState state) {
        List<WaveState> all = new ArrayList<>(all());
        all.set(state.wave() - 1, state);
        try {
            workspace.write(
                    FILE, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(new Document(FORMAT, all)) + "\n");
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Waves have a JSON form", impossible);
        }
    }
}
