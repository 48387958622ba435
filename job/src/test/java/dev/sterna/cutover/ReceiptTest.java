package dev.sterna.cutover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.decommission.evidence.Fault;
import dev.sterna.decommission.evidence.ReceiptCheck;
import dev.sterna.dialect.server.ActivityMarks;
import dev.sterna.step.CutoverSummary;
import dev.sterna.step.HashedFile;
import dev.sterna.step.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a cutover has proven is known again to the octet, and shown whatever its names are. */
class ReceiptTest {
    private static final String HOSTILE = "<script>alert('x')</script> & \"\u00e4\u2028";

    @TempDir
    Path folder;

    private Workspace run;

    @BeforeEach
    void write() {
        run = new Workspace(folder.toUri().toString(), new Configuration(false));
        run.write("backup/manifest.json", "{}\n");
        run.write(Receipt.FREEZE, "{}\n");
        ActivityMarks marks = new ActivityMarks(
                "db",
                "",
                "",
                true,
                Map.of(HOSTILE, new ActivityMarks.Table(List.of(1L), "a", null)),
                Map.of(HOSTILE, "7"));
        receipt(
                        Receipt.VERSION,
                        marks,
                        List.of(HashedFile.of(run, "backup/manifest.json").orElseThrow()))
                .write(run);
    }

    private static Receipt receipt(int version, ActivityMarks marks, List<HashedFile> files) {
        return new Receipt(
                version,
                "r1",
                "2026-12-01T22:04:31.117Z",
                HOSTILE,
                HOSTILE,
                new Receipt.Versions("1", "2", "3"),
                1.5,
                false,
                HOSTILE,
                null,
                HOSTILE,
                "hash",
                List.of(new CutoverSummary.Met("loaded", true, HOSTILE)),
                List.of(new Receipt.Gate("counts", false, 1234567, null, null, 3)),
                HOSTILE,
                List.of(new Receipt.TableDigest(HOSTILE, 1000, 1000, "576", "576")),
                marks,
                null,
                files);
    }

    @Test
    void thePageLoadsNothingAndEscapesNames() throws IOException {
        assertThat(Files.readString(folder.resolve(Receipt.PAGE)))
                .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;", "1.500 s", "1,234,567", "576", "not told")
                .doesNotContain("<script", "http://", "https://", "src=");
    }

    @Test
    void aChangedOctetIsNamedByItsFile() throws IOException {
        // There is no plan here, which is named, too.
        assertThat(ReceiptCheck.of(run).faults()).extracting(Fault::file).containsExactly("plan.json");
        for (String name : List.of(Receipt.FILE, Receipt.PAGE, Receipt.FREEZE, Receipt.SUMS, "backup/manifest.json")) {
            Path file = folder.resolve(name);
            byte[] octets = Files.readAllBytes(file);
            for (int at : List.of(0, octets.length / 2, octets.length - 1)) {
                byte[] other = octets.clone();
                other[at] ^= 1;
                Files.write(file, other);
                assertThat(ReceiptCheck.of(run).faults())
                        .as(name + " at " + at)
                        .anySatisfy(
                                fault -> assertThat(fault.file() + fault.what()).contains(name));
            }
            Files.write(file, octets);
        }
        Files.delete(folder.resolve(Receipt.FREEZE));
        assertThat(ReceiptCheck.of(run).faults())
                .extracting(fault -> fault.problem().message())
                .contains(Receipt.FREEZE + ": it is missing");
    }

    @Test
    void isReadAsItWasWritten() {
        Receipt receipt = Receipt.read(run).orElseThrow();
        assertThat(receipt.source()).isEqualTo(HOSTILE);
        assertThat(receipt.sourceMarks().tables()).containsKey(HOSTILE);
        assertThat(receipt.targetMarks()).isNull();
    }

    /** Before it had hashes. */
    @Test
    void oneOfTheFirstVersionIsCheckedByItsPlan() {
        receipt(1, null, List.of()).write(run);
        run.delete(Receipt.SUMS);
        assertThat(ReceiptCheck.of(run).faults()).extracting(Fault::file).containsExactly("plan.json");
        assertThat(Receipt.complete(run)).isFalse();
        receipt(3, null, List.of()).write(run);
        assertThatThrownBy(() -> Receipt.read(run))
                .hasMessageEndingWith(": it is of version 3, and this Sterna knows versions up to 2");
    }

    @Test
    void oneThatWasCutShortIsCompleted() {
        run.delete(Receipt.SUMS);
        run.delete(Receipt.PAGE);
        assertThat(ReceiptCheck.of(run).faults()).extracting(Fault::file).contains(Receipt.SUMS);
        assertThat(Receipt.complete(run)).isTrue();
        assertThat(ReceiptCheck.of(run).faults()).extracting(Fault::file).containsExactly("plan.json");
        assertThat(Receipt.complete(run)).isFalse();
    }
}
