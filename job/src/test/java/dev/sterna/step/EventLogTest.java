package dev.sterna.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventLogTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"file", "noappend"})
    void laterExecutionsAppend(String scheme) throws IOException {
        for (int execution = 0; execution < 3; execution++) {
            try (EventLog log = EventLog.open(workspace(scheme), "r")) {
                log.record("run-started", Map.of("execution", execution));
            }
        }
        assertThat(events())
                .extracting(event -> event.path("execution").asInt())
                .containsExactly(0, 1, 2);
        assertThat(folder.resolve("run/events.jsonl.segments"))
                .satisfiesAnyOf(
                        none -> assertThat(none).doesNotExist(),
                        empty -> assertThat(empty).isEmptyDirectory());
    }

    @Test
    void eventIsInTheFileAtOnce() throws IOException {
        try (EventLog log = EventLog.open(workspace("file"), "r")) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("table", "shop.\"a\nb\"");
            fields.put("rows", 5L);
            fields.put("seconds", 1.5);
            fields.put("identical", true);
            fields.put("nothing", null);
            log.record("chunk-loaded", fields);
            JsonNode event = events().get(0);
            assertThat(Instant.parse(event.path("time").asText())).isBeforeOrEqualTo(Instant.now());
            assertThat(event.path("time").asText()).endsWith("Z");
            assertThat(event.toString())
                    .endsWith("\"runId\":\"r\",\"type\":\"chunk-loaded\",\"table\":\"shop.\\\"a\\nb\\\"\",\"rows\":5,"
                            + "\"seconds\":1.5,\"identical\":true,\"nothing\":null}");
        }
    }

    @Test
    void manyEventsMakeSegmentsAndJoinInOrder() throws IOException {
        try (EventLog log = EventLog.open(workspace("noappend"), "r")) {
            for (int i = 0; i < 5000; i++) {
                log.record("chunk-loaded", Map.of("i", i));
            }
            assertThat(folder.resolve("run/events.jsonl.segments")).isDirectoryContaining("glob:**/00000004");
        }
        List<JsonNode> events = events();
        assertThat(events).hasSize(5000);
        for (int i = 0; i < 5000; i++) {
            assertThat(events.get(i).path("i").asInt()).isEqualTo(i);
        }
    }

    @Test
    void killedLogIsJoinedWhenItIsNextOpened() throws IOException {
        EventLog killed = EventLog.open(workspace("noappend"), "r");
        killed.record("run-started", Map.of("execution", 0));
        Path segment = folder.resolve("run/events.jsonl.segments/00000001");
        await().untilAsserted(() -> assertThat(segment).exists());
        String text = Files.readString(segment);

        EventLog.open(workspace("noappend"), "r").close();
        assertThat(folder.resolve("run/events.jsonl")).hasContent(text);

        // As if the process had died between writing the file and deleting the segment.
        Files.writeString(segment, text);
        EventLog.open(workspace("noappend"), "r").close();
        assertThat(folder.resolve("run/events.jsonl")).hasContent(text);
        assertThat(segment).doesNotExist();
    }

    @Test
    void threadsDoNotMixLines() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (EventLog log = EventLog.open(workspace("file"), "r")) {
            List<Callable<Void>> work = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                work.add(() -> {
                    log.record("chunk-loaded", Map.of("table", "x".repeat(500)));
                    return null;
                });
            }
            threads.invokeAll(work);
        } finally {
            threads.shutdown();
        }
        assertThat(events()).hasSize(200);
    }

    private Workspace workspace(String scheme) {
        Configuration hadoop = new Configuration();
        hadoop.set("fs.noappend.impl", NoAppend.class.getName());
        return new Workspace(scheme + "://" + folder.resolve("run"), hadoop);
    }

    private List<JsonNode> events() throws IOException {
        List<JsonNode> events = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("run/events.jsonl"))) {
            events.add(JSON.readTree(line));
        }
        return events;
    }

    /** A store that cannot append, as object stores are. */
    public static final class NoAppend extends RawLocalFileSystem {
        @Override
        public URI getUri() {
            return URI.create("noappend:///");
        }

        @Override
        public String getScheme() {
            return "noappend";
        }

        @Override
        public boolean hasPathCapability(org.apache.hadoop.fs.Path path, String capability) {
            return false;
        }
    }
}
