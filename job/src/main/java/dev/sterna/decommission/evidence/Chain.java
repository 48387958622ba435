package dev.sterna.decommission.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sterna.digest.Sha256;
import dev.sterna.step.HashedFile;
import dev.sterna.step.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The steps of a run in their order, each with the hashes of what it has left and that of the step before: {@code chain.json}. Whoever
 * changes one changes all that follow.
 *
 * @param made when the copies were made, ISO 8601 in UTC
 * @param signer hash of the public key that the list of hashes is signed for; null where it is not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Chain(int version, String runId, String made, String signer, List<Link> links) {
    static final String FILE = "chain.json";

    private static final int VERSION = 1;
    private static final String BEGINNING = "0".repeat(64);

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    Chain {
        links = List.copyOf(links);
    }

    /**
     * One step.
     *
     * @param at when it was begun last; null where nobody has noted that
     * @param hash of what {@link #text} says
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Link(String step, String at, List<HashedFile> files, String previous, String hash) {
        Link {
            files = List.copyOf(files);
        }

        /** The hash of the link before, the step, its time and its files, a line each. */
        String text() {
            return previous + "\n" + step + "\n" + (at == null ? "" : at) + "\n" + HashedFile.list(files);
        }
    }

    /** One link for each step that has left something. */
    static Chain of(
            String runId, String made, String signer, Map<String, List<HashedFile>> files, Map<String, String> times) {
        List<Link> links = new ArrayList<>();
        String previous = BEGINNING;
        for (Map.Entry<String, List<HashedFile>> step : files.entrySet()) {
            if (!step.getValue().isEmpty()) {
                Link open = new Link(step.getKey(), times.get(step.getKey()), step.getValue(), previous, "");
                previous = Sha256.of(open.text());
                links.add(new Link(open.step, open.at, open.files, open.previous, previous));
            }
        }
        return new Chain(VERSION, runId, made, signer, links);
    }

    /** The one that a directory has; empty where it has none, or one that cannot be read. */
    static Optional<Chain> read(Workspace files, String directory) {
        return files.read(directory + "/" + FILE).flatMap(text -> {
            try {
                return Optional.ofNullable(JSON.readValue(text, Chain.class));
            } catch (JsonProcessingException | RuntimeException damaged) {
                return Optional.empty();
            }
        });
    }

    String json() {
        try {
            return JSON.writeValueAsString(this) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A chain has a JSON form", impossible);
        }
    }

    /** The hash of the last link, which stands for all of them. */
    String end() {
        return links.isEmpty() ? BEGINNING : links.get(links.size() - 1).hash();
    }

    List<HashedFile> files() {
        return links.stream().flatMap(link -> link.files().stream()).toList();
    }

    /** The first link that does not follow from what stands in it and before it. */
    Optional<String> broken() {
        String previous = BEGINNING;
        for (Link link : links) {
            if (!previous.equals(link.previous()) || !Sha256.of(link.text()).equals(link.hash())) {
                return Optional.of(link.step());
            }
            previous = link.hash();
        }
        return Optional.empty();
    }
}
