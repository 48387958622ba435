package dev.sterna.diff;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sterna.compare.KnownParts.Scans;
import dev.sterna.model.Digest;
import dev.sterna.model.Slice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How far the scans of one side of a table have come.
 *
 * @param form of what was compared, see {@link ComparedTerms#form}
 * @param side its label
 * @param since when the first of them was made, {@code at} the last
 */
record ScanProgress(String table, String form, String side, Scans scans, Instant since, Instant at) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** As a line of JSON. */
    String line() {
        ObjectNode line = JSON.createObjectNode();
        line.put("table", table);
        line.put("form", form);
        line.put("side", side);
        ArrayNode slices = line.putArray("slices");
        scans.slices().forEach(slice -> slices.add(JSON.<JsonNode>valueToTree(slice)));
        ArrayNode done = line.putArray("done");
        scans.done().forEach(done::add);
        ArrayNode sums = line.putArray("sums");
        scans.sums()
                .forEach((bucket, digest) ->
                        sums.addArray().add(bucket).add(digest.rows()).add(digest.sum()));
        line.put("since", since.toString());
        line.put("at", at.toString());
        return line.toString();
    }

    /** Of such a line. */
    static ScanProgress of(JsonNode line) throws JsonProcessingException {
        List<Slice> slices = new ArrayList<>();
        for (JsonNode slice : line.required("slices")) {
            slices.add(JSON.treeToValue(slice, Slice.class));
        }
        Set<Integer> done = new HashSet<>();
        line.required("done").forEach(scan -> done.add(scan.intValue()));
        Map<Integer, Digest> sums = new HashMap<>();
        line.required("sums")
                .forEach(sum -> sums.put(
                        sum.get(0).intValue(),
                        new Digest(sum.get(1).longValue(), sum.get(2).bigIntegerValue())));
        return new ScanProgress(
                line.required("table").textValue(),
                line.required("form").textValue(),
                line.required("side").textValue(),
                new Scans(slices, done, sums),
                Instant.parse(line.required("since").textValue()),
                Instant.parse(line.required("at").textValue()));
    }
}
