package dev.sterna.launcher.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Sterna itself: the whole of {@code run --execute} with its default configuration, in a JVM like scripts/sterna's. */
final class SternaRun implements Contender {
    static final String NAME = "sterna";

    private static final String RESULT = "result.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<String> obstacle(Pair pair, Programs programs) {
        return Optional.empty();
    }

    @Override
    public String version(Pair pair, Programs programs) {
        String version = dev.sterna.app.Main.class.getPackage().getImplementationVersion();
        return "Sterna" + (version == null ? "" : " " + version);
    }

    @Override
    public Command prepare(Course course, Programs programs) throws IOException {
        return SternaCommands.configured(course).command(course.directory().resolve(RESULT), "run", "--execute");
    }

    @Override
    public Account account(Path directory) throws IOException {
        Path file = directory.resolve(RESULT);
        if (!Files.exists(file)) {
            return new Account(OptionalDouble.empty(), List.of(), Optional.of("it left no result"));
        }
        JsonNode result = JSON.readTree(Files.readAllBytes(file));
        List<Account.Step> steps = new ArrayList<>();
        for (JsonNode step : result.path("steps")) {
            steps.add(new Account.Step(
                    step.path("name").asText(),
                    step.path("seconds").asDouble(),
                    step.path("rows").asLong()));
        }
        return new Account(OptionalDouble.of(result.path("seconds").asDouble()), steps, failure(result));
    }

    private static Optional<String> failure(JsonNode result) {
        String outcome = result.path("outcome").asText();
        if (!outcome.equals("done")) {
            return Optional.of(outcome + ": "
                    + result.path("problems").path(0).path("message").asText());
        }
        for (JsonNode table : result.path("tables")) {
            if (!table.path("diff").path("identical").asBoolean()) {
                return Optional.of(table.path("name").asText() + " is not proven to be identical");
            }
        }
        return Optional.empty();
    }
}
