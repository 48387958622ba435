package dev.sterna.decommission.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sterna.decommission.evidence.EvidenceCheck.Checked;
import dev.sterna.digest.Sha256;
import dev.sterna.step.EvidenceSummary;
import dev.sterna.step.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of a run is known again to the octet, by Sterna and by others, without any server. */
class EvidenceTest {
    private static final String EVENTS = """
            {"time":"2026-12-01T10:00:00.000Z","runId":"r1","type":"step-started","step":"load"}
            {"time":"2026-12-01T10:00:0""";

    @TempDir
    Path folder;

    private Workspace run;

    @BeforeEach
    void makeARun() {
        run = new Workspace(folder.resolve("r1").toUri().toString(), new Configuration(false));
        run.write("assessment.json", "{}\n");
        run.write("backup/manifest.json", "{\"runId\":\"r1\"}\n");
        run.write("events.jsonl", EVENTS);
    }

    private EvidenceSummary write(Optional<SigningKey> key) {
        Evidence.Rows rows = (runId, table, taker) -> {
            if (table.equals("gate")) {
                taker.accept(Map.of("gate", "counts"));
            }
        };
        return new Evidence(run, "r1", rows, key)
                .write(List.of(new Evidence.Added("decommission", "final-backup/gate.jsonl", lines -> {
                    lines.accept("[]");
                })));
    }

    private Checked check() {
        return EvidenceCheck.of(run, Evidence.DIRECTORY, "");
    }

    private SigningKey key(String name) throws Exception {
        byte[] encoded = KeyPairGenerator.getInstance("Ed25519")
                .generateKeyPair()
                .getPrivate()
                .getEncoded();
        Path file = Files.writeString(
                folder.resolve(name),
                "-----BEGIN PRIVATE KEY-----\n" + Base64.getEncoder().encodeToString(encoded)
                        + "\n-----END PRIVATE KEY-----\n");
        return SigningKey.read(file.toString()).orElseThrow();
    }

    private Path evidence(String name) {
        return folder.resolve("r1").resolve(Evidence.DIRECTORY).resolve(name);
    }

    private List<Path> files() {
        try (Stream<Path> found = Files.walk(evidence(""))) {
            return found.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void isKnownAgainByItsChain() {
        EvidenceSummary written = write(Optional.empty());
        Checked checked = check();
        assertThat(checked.faults()).isEmpty();
        assertThat(checked.summary()).isEqualTo(written);
        Chain chain = Chain.read(run, Evidence.DIRECTORY).orElseThrow();
        assertThat(chain.links())
                .extracting(Chain.Link::step)
                .containsExactly(
                        "assess", "prepare", "backup", "load", "sync", "validate", "cutover", "decommission", "report");
        assertThat(chain.links().get(3).at()).isEqualTo("2026-12-01T10:00:00.000Z");
        assertThat(written.chain()).isEqualTo(chain.links().get(8).hash());
        // As the page says that anybody may compute it.
        Chain.Link first = chain.links().get(0);
        assertThat(first.hash())
                .isEqualTo(Sha256.of("0".repeat(64) + "\nassess\n\n" + Sha256.of("{}\n") + "  assessment.json\n"));
        assertThat(evidence("ledger/gate.jsonl")).hasContent("{\"gate\":\"counts\"}");
    }

    /** Whichever octet of whichever file. */
    @Test
    void aChangedOctetIsNamedByItsFile() throws Exception {
        write(Optional.of(key("key.pem")));
        assertThat(check().faults()).isEmpty();
        for (Path file : files()) {
            byte[] octets = Files.readAllBytes(file);
            String name = evidence("").relativize(file).toString();
            for (int at : List.of(0, octets.length / 2, octets.length - 1)) {
                if (octets.length == 0) {
                    continue;
                }
                byte[] other = octets.clone();
                other[at] ^= 1;
                Files.write(file, other);
                assertThat(check().faults())
                        .as(name + " at " + at)
                        .anySatisfy(
                                fault -> assertThat(fault.problem().message()).contains(name));
            }
            Files.write(file, octets);
        }
        assertThat(check().faults()).isEmpty();
    }

    @Test
    void aFileThatIsMissingOrAdditionalIsNamed() throws IOException {
        write(Optional.empty());
        Files.delete(evidence("backup/manifest.json"));
        Files.writeString(evidence("ledger/more.jsonl"), "");
        assertThat(check().faults())
                .extracting(Fault::code, Fault::file)
                .containsExactly(
                        tuple("evidence-missing", "backup/manifest.json"),
                        tuple("evidence-additional", "ledger/more.jsonl"));
    }

    private static Evidence evidence(Workspace run, String runId) {
        return new Evidence(run, runId, (id, table, taker) -> {}, Optional.empty());
    }

    private void requireTaken(Workspace parent, String place, String runId) {
        assertThatThrownBy(() -> evidence(run, runId).writeInto(parent, place, List.of()))
                .hasMessageContaining(": something else is there than evidence of run " + runId);
    }

    /** Whatever has hashes in a list: the files of a download, the receipt of a run. */
    @Test
    void nothingButEvidenceOfTheSameRunIsReplaced() throws IOException {
        Workspace parent = new Workspace(folder.toUri().toString(), new Configuration(false));
        Path images = Files.createDirectories(folder.resolve("images"));
        Files.writeString(images.resolve("SHA256SUMS"), "");
        Files.writeString(images.resolve("disk.img"), "x");
        requireTaken(parent, "images", "r1");
        Files.writeString(images.resolve(Chain.FILE), "{}");
        requireTaken(parent, "images", "r1");
        assertThat(images.resolve("disk.img")).exists();

        evidence(run, "r1").writeInto(parent, "kept", List.of());
        evidence(run, "r1").writeInto(parent, "kept", List.of());
        assertThat(EvidenceCheck.of(parent, "kept", "").faults()).isEmpty();
        requireTaken(parent, "kept", "r2");
        Path mine = Files.writeString(folder.resolve("kept/ledger/mine.txt"), "x");
        requireTaken(parent, "kept", "r1");
        assertThat(mine).exists();
        assertThat(folder.resolve("kept/SHA256SUMS")).exists();
    }

    @Test
    void whatWasThereStaysUntilTheNewIsWhole() throws IOException {
        write(Optional.empty());
        Evidence broken = new Evidence(
                run,
                "r1",
                (runId, table, taker) -> {
                    throw new IllegalStateException("the target is gone");
                },
                Optional.empty());
        assertThatThrownBy(() -> broken.write(List.of())).hasMessage("the target is gone");
        assertThat(check().faults()).isEmpty();
        // As a process leaves it that was killed between the two moves.
        Files.move(evidence(""), folder.resolve("r1/evidence.before"));
        write(Optional.empty());
        assertThat(check().faults()).isEmpty();
        assertThat(run.directories()).containsExactlyInAnyOrder("backup", "evidence");
    }

    @Test
    void namesThatLeadElsewhereAreNotFollowed() throws IOException {
        write(Optional.empty());
        String sums = Files.readString(evidence(Evidence.SUMS));
        for (String name : List.of("../assessment.json", "/etc/hostname", "ledger/../../x", "a:b", "a\tb")) {
            Files.writeString(evidence(Evidence.SUMS), sums + "0".repeat(64) + "  " + name + "\n");
            assertThat(check().faults())
                    .as(name)
                    .extracting(Fault::file, Fault::what)
                    .contains(tuple(Evidence.SUMS, "it names a file that is none of it: " + name.replace('\t', '?')));
        }
    }

    /** Who takes away list and chain does not make something else of it. */
    @Test
    void isThereWithoutItsListToo() throws IOException {
        write(Optional.empty());
        Files.delete(evidence(Evidence.SUMS));
        Files.delete(evidence(Chain.FILE));
        assertThat(EvidenceCheck.isThere(run, Evidence.DIRECTORY)).isTrue();
        assertThat(check().faults()).extracting(Fault::file).contains(Evidence.SUMS, Chain.FILE);
    }

    /** Who changes a file and its hash in the list has the chain against him, and who makes that anew the signature. */
    @Test
    void forgeriesAreFound() throws Exception {
        SigningKey key = key("key.pem");
        String signer = write(Optional.of(key)).signer();
        Path file = evidence("ledger/gate.jsonl");
        String before = Sha256.of(Files.readAllBytes(file));
        Files.writeString(file, "{\"gate\":\"others\"}\n");
        String after = Sha256.of(Files.readAllBytes(file));
        replace(Evidence.SUMS, before, after);
        assertThat(check().faults())
                .extracting(Fault::file)
                .contains(Chain.FILE, Evidence.SIGNATURE)
                .doesNotContain("ledger/gate.jsonl");
        replace(Chain.FILE, before, after);
        assertThat(check().faults())
                .extracting(Fault::what)
                .contains("the link of validate does not follow from what stands in it and before it");

        write(Optional.of(key("other.pem")));
        assertThat(EvidenceCheck.of(run, Evidence.DIRECTORY, "").faults()).isEmpty();
        assertThat(EvidenceCheck.of(run, Evidence.DIRECTORY, signer).faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.what()).contains(", and not " + signer));
        Files.delete(evidence(Evidence.SIGNATURE));
        assertThat(check().faults())
                .extracting(Fault::file, Fault::what)
                .containsExactly(
                        tuple(Evidence.SIGNATURE, "it is missing, so that nobody can tell who stands for SHA256SUMS"));
    }

    private void replace(String name, String what, String by) throws IOException {
        Path file = evidence(name);
        Files.writeString(file, Files.readString(file).replace(what, by));
    }

    @Test
    void otherProgramsCheckItToo() throws Exception {
        write(Optional.of(key("key.pem")));
        assumeTrue(runs("sha256sum", "--version") == 0, "sha256sum is missing");
        assertThat(runs("sha256sum", "--strict", "-c", "SHA256SUMS")).isZero();
        if (runs("openssl", "version") == 0) {
            assertThat(runs(
                            "openssl",
                            "pkeyutl",
                            "-verify",
                            "-rawin",
                            "-pubin",
                            "-inkey",
                            "public-key.pem",
                            "-in",
                            "SHA256SUMS",
                            "-sigfile",
                            "SHA256SUMS.sig"))
                    .isZero();
        }
        Files.writeString(evidence("assessment.json"), "[]\n");
        assertThat(runs("sha256sum", "--strict", "-c", "SHA256SUMS")).isEqualTo(1);
    }

    private int runs(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(evidence("").toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            process.getInputStream().readAllBytes();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } catch (IOException missing) {
            return -1;
        }
    }

    @Test
    void aBadKeyIsNotShown() throws IOException {
        Path bad = Files.writeString(
                folder.resolve("bad.pem"),
                "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n",
                StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> SigningKey.read(bad.toString()))
                .hasMessageContaining("bad.pem: it is no private key of Ed25519 in PEM form")
                .hasMessageNotContaining("c2Vj");
        assertThatThrownBy(() -> SigningKey.read(folder.resolve("none.pem").toString()))
                .hasMessageContaining("none.pem: NoSuchFileException");
    }
}
