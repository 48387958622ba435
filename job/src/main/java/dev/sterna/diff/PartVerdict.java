package dev.sterna.diff;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sterna.compare.KnownParts.Both;
import dev.sterna.model.Digest;
import java.math.BigInteger;
import java.time.Instant;

/**
 * What a part of a table came to.
 *
 * @param form of what was compared, see {@link ComparedTerms#form}
 * @param part as {@link dev.sterna.compare.KnownParts} numbers it
 * @param found the rows in which the sides differ
 * @param at when that was
 */
record PartVerdict(String table, String form, int part, Both both, Found found, Instant at) {

    /**
     * Rows that were told apart.
     *
     * @param block by which they are marked among what was found of the table; empty where there are none
     * @param rows how many of them are there
     * @param unwritten the others, which are counted alone
     */
    record Found(String block, long rows, DifferenceCounts unwritten) {
        static final Found NONE = new Found("", 0, DifferenceCounts.NONE);
    }

    /** Of a part on which both sides agree. */
    static PartVerdict same(String table, String form, int part, Digest digest) {
        return new PartVerdict(table, form, part, new Both(digest, digest), Found.NONE, Instant.now());
    }

    boolean isSame() {
        return both.source().equals(both.target());
    }

    /** As a line of JSON. */
    String line() {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("table", table);
        line.put("form", form);
        line.put("part", part);
        line.set("source", digest(both.source()));
        if (!isSame()) {
            line.set("target", digest(both.target()));
            line.put("block", found.block());
            line.put("found", found.rows());
            DifferenceCounts unwritten = found.unwritten();
            line.putObject("unwritten")
                    .put("missing", unwritten.missing())
                    .put("missingSum", unwritten.missingSum())
                    .put("extra", unwritten.extra())
                    .put("changed", unwritten.changed())
                    .put("alike", unwritten.alike())
                    .put("apart", unwritten.apart());
        }
        line.put("at", at.toString());
        return line.toString();
    }

    /** Of such a line. */
    static PartVerdict of(JsonNode line) {
        Digest source = digest(line.required("source"));
        boolean same = line.get("target") == null;
        return new PartVerdict(
                line.required("table").textValue(),
                line.required("form").textValue(),
                line.required("part").intValue(),
                new Both(source, same ? source : digest(line.get("target"))),
                same ? Found.NONE : found(line),
                Instant.parse(line.required("at").textValue()));
    }

    private static Found found(JsonNode line) {
        JsonNode unwritten = line.required("unwritten");
        return new Found(
                line.required("block").textValue(),
                line.required("found").longValue(),
                new DifferenceCounts(
                        unwritten.required("missing").longValue(),
                        unwritten.required("missingSum").bigIntegerValue(),
                        unwritten.required("extra").longValue(),
                        unwritten.required("changed").longValue(),
                        unwritten.required("alike").longValue(),
                        unwritten.required("apart").longValue()));
    }

    private static ObjectNode digest(Digest digest) {
        return JsonNodeFactory.instance.objectNode().put("rows", digest.rows()).put("sum", digest.sum());
    }

    private static Digest digest(JsonNode node) {
        BigInteger sum = node.required("sum").bigIntegerValue();
        return new Digest(node.required("rows").longValue(), sum);
    }
}
