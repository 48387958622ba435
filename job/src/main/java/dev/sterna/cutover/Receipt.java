package dev.sterna.cutover;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sterna.backup.KeptSource;
import dev.sterna.backup.Manifest;
import dev.sterna.dialect.server.ActivityMarks;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.plan.Plan;
import dev.sterna.step.CutoverSummary;
import dev.sterna.step.HashedFile;
import dev.sterna.step.HtmlPage;
import dev.sterna.step.JsonDocument;
import dev.sterna.step.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was measured and proven while the source was frozen, for whoever asks later; times are UTC by the driver's clock.
 *
 * @param frozenBy the statements, and {@code refusalsSeen} whether a write was seen to be refused
 * @param position in the source's log up to which everything is in; null where it does not tell
 * @param proof how it was proven that both sides are the same
 * @param gates as they stood when the switch was made
 * @param digests of the tables that were compared as a whole while the source was frozen
 * @param digestsAre in words, which those are, or why there are none
 * @param sourceMarks what the source had counted when the switch was made; null where it could not be asked
 * @param targetMarks of the target likewise, before an application wrote to it
 * @param files of the run's directory that it goes by
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Receipt(
        int version,
        String runId,
        String switched,
        String source,
        String target,
        Versions versions,
        double freezeSeconds,
        boolean refusalsSeen,
        String frozenBy,
        String position,
        String proof,
        String planHash,
        List<CutoverSummary.Met> requirements,
        List<Gate> gates,
        String digestsAre,
        List<TableDigest> digests,
        ActivityMarks sourceMarks,
        ActivityMarks targetMarks,
        List<HashedFile> files) {
    public static final String FILE = "cutover/receipt.json";

    /** The same for people. */
    public static final String PAGE = "cutover/receipt.html";

    /** How the freeze is taken back. */
    public static final String FREEZE = "cutover/freeze.json";

    /** The hashes of what belongs to it, for {@code sha256sum -c}. */
    public static final String SUMS = "cutover/SHA256SUMS";

    /** The files that it goes by, as far as a run has them. */
    static final List<String> FILES = List.of(Plan.FILE, Manifest.FILE, KeptSource.FILE);

    static final int VERSION = 2;

    private static final int WITHOUT_HASHES = 1;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final JsonDocument DOCUMENT =
            new JsonDocument(FILE, "receipt-unreadable", "Bring the file back as it was written");

    private static final HtmlPage TEMPLATE = new HtmlPage(Receipt.class, "receipt.ftlh");

    public Receipt {
        requirements = List.copyOf(requirements);
        gates = gates == null ? List.of() : List.copyOf(gates);
        digests = digests == null ? List.of() : List.copyOf(digests);
        files = files == null ? List.of() : List.copyOf(files);
    }

    /** Of this program and of both servers. */
    public record Versions(String sterna, String source, String target) {}

    /** What a gate of the run came to. */
    public record Gate(String name, boolean passed, long found, String looked, String position, long secondsBefore) {}

    /** Rows, and the sums of their hashes, of a table on both sides. */
    public record TableDigest(String name, long sourceRows, long targetRows, String sourceSum, String targetSum) {}

    /**
     * The receipt of a run; empty when there is none.
     *
     * @throws dev.sterna.error.SternaException (REFUSED) when the file is none
     */
    public static Optional<Receipt> read(Workspace workspace) {
        Optional<Receipt> receipt = DOCUMENT.read(workspace, text -> JSON.readValue(text, Receipt.class));
        receipt.filter(known -> known.version < WITHOUT_HASHES || known.version > VERSION)
                .ifPresent(known -> {
                    throw SternaException.of(
                            Category.REFUSED,
                            "receipt-unreadable",
                            null,
                            "Cannot read " + workspace.uri(FILE) + ": it is of version " + known.version
                                    + ", and this Sterna knows versions up to " + VERSION,
                            "Use the version of Sterna that wrote it");
                });
        return receipt;
    }

    /** Whether its version keeps the hashes of what it goes by, and has a list with its own. */
    public boolean hasHashes() {
        return version > WITHOUT_HASHES || !files.isEmpty() || sourceMarks != null || targetMarks != null;
    }

    /** Ends what a process that was killed has left of writing one: page and hashes. Whether there was anything to do. */
    static boolean complete(Workspace workspace) {
        if (workspace.exists(SUMS)) {
            return false;
        }
        Optional<Receipt> begun = read(workspace).filter(Receipt::hasHashes);
        begun.ifPresent(receipt -> receipt.writeRest(workspace));
        return begun.isPresent();
    }

    /** Whoever finds the target gone knows from there how the source is written to again. */
    static void noteFreeze(Workspace run, String record) {
        run.write(FREEZE, record + "\n");
    }

    /** Takes away one of an earlier cutover, which must not pass for that of the next. */
    static void forget(Workspace workspace) {
        List.of(SUMS, PAGE, FILE).forEach(workspace::delete);
    }

    /** Writes it with its page, and the hashes of both and of what they go by; returns its URI. */
    String write(Workspace workspace) {
        try {
            workspace.write(FILE, JSON.writeValueAsString(this) + "\n");
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
        writeRest(workspace);
        return workspace.uri(FILE);
    }

    private void writeRest(Workspace workspace) {
        workspace.write(PAGE, page());
        List<HashedFile> hashed = new ArrayList<>();
        for (String file : List.of(FILE, PAGE, FREEZE)) {
            HashedFile.of(workspace, file).ifPresent(found -> hashed.add(new HashedFile(beside(file), found.sha256())));
        }
        files.forEach(file -> hashed.add(new HashedFile("../" + file.name(), file.sha256())));
        workspace.write(SUMS, HashedFile.list(hashed));
    }

    /** The name in the run's directory of a file that the list of hashes has. */
    public static String inRun(String listed) {
        return listed.startsWith("../") ? listed.substring(3) : FILE.substring(0, FILE.indexOf('/') + 1) + listed;
    }

    private static String beside(String file) {
        return file.substring(file.indexOf('/') + 1);
    }

    @SuppressWarnings("unchecked")
    private String page() {
        return TEMPLATE.of(JSON.convertValue(this, Map.class));
    }
}
