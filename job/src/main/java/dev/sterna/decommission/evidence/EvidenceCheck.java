package dev.sterna.decommission.evidence;

import dev.sterna.step.EvidenceSummary;
import dev.sterna.step.HashedFile;
import dev.sterna.step.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whether evidence is as it was written: every file by its hash, the hashes by their chain, their list by its signature. No server is
 * asked, and nothing is written.
 */
public final class EvidenceCheck {
    private static final String CHANGED = "evidence-changed";

    /** Those beside the copies. */
    private static final List<String> OWN = List.of(Evidence.SUMS, Chain.FILE, Evidence.SIGNATURE, Evidence.KEY);

    private final Workspace files;
    private final String directory;
    private final List<Fault> faults = new ArrayList<>();

    private EvidenceCheck(Workspace files, String directory) {
        this.files = files;
        this.directory = directory;
    }

    /** What a check came to. */
    public record Checked(EvidenceSummary summary, List<Fault> faults) {
        public Checked {
            faults = List.copyOf(faults);
        }
    }

    /** Whether a directory has evidence, be it damaged. */
    public static boolean isThere(Workspace files, String directory) {
        return OWN.stream().anyMatch(name -> files.exists(directory + "/" + name))
                || files.exists(directory + "/" + Evidence.LEDGER);
    }

    /** The files of a directory, where they are all of a run's evidence; empty where anything else is there. */
    static Optional<List<String>> wholly(Workspace files, String directory, String runId) {
        Optional<Chain> chain = Chain.read(files, directory).filter(known -> runId.equals(known.runId()));
        Set<String> known = new LinkedHashSet<>(OWN);
        chain.ifPresent(found -> found.files().forEach(file -> known.add(file.name())));
        List<String> there = new EvidenceCheck(files, directory).below();
        return chain.isPresent() && known.containsAll(there) ? Optional.of(there) : Optional.empty();
    }

    /**
     * Looks at all of it.
     *
     * @param directory in which it is
     * @param signer hash of the public key that it has to be signed for; empty for whichever is there
     */
    public static Checked of(Workspace files, String directory, String signer) {
        return new EvidenceCheck(files, directory).check(signer);
    }

    private Checked check(String signer) {
        Optional<Chain> chain = Chain.read(files, directory);
        if (chain.isEmpty()) {
            faults.add(new Fault(
                    CHANGED, Chain.FILE, files.exists(at(Chain.FILE)) ? "it is no chain any more" : "it is missing"));
        }
        Map<String, String> chained = new LinkedHashMap<>();
        chain.ifPresent(known -> known.files().forEach(file -> chained.put(file.name(), file.sha256())));
        Map<String, String> listed = listed(chained);
        hashes(listed, chained);
        others(listed, chained);
        chain.flatMap(Chain::broken)
                .ifPresent(step -> faults.add(new Fault(
                        "evidence-chain",
                        Chain.FILE,
                        "the link of " + step + " does not follow from what stands in it and before it")));
        String signed = signature(chain.map(Chain::signer).orElse(null), signer);
        String run = chain.map(Chain::end).orElse(null);
        ReceiptCheck.of(files, directory).faults().stream()
                .filter(fault -> faults.stream().noneMatch(known -> known.file().equals(fault.file())))
                .forEach(faults::add);
        return new Checked(
                new EvidenceSummary(
                        files.uri(directory),
                        listed.size(),
                        chain.map(known -> known.links().size()).orElse(null),
                        run,
                        signed,
                        faults.size()),
                faults);
    }

    private String at(String name) {
        return directory + "/" + name;
    }

    private Map<String, String> listed(Map<String, String> chained) {
        Map<String, String> listed = new LinkedHashMap<>();
        Optional<String> text = files.read(at(Evidence.SUMS));
        if (text.isEmpty()) {
            faults.add(new Fault(CHANGED, Evidence.SUMS, "it is missing"));
            listed.putAll(chained);
            return listed;
        }
        List<HashedFile> good = new ArrayList<>();
        text.get().lines().forEach(line -> HashedFile.read(line).ifPresent(good::add));
        good.forEach(file -> listed.put(file.name(), file.sha256()));
        Set<String> without = new TreeSet<>(chained.keySet());
        without.removeAll(listed.keySet());
        if (!HashedFile.list(good).equals(text.get()) || !without.isEmpty() || !listed.containsKey(Chain.FILE)) {
            faults.add(new Fault(
                    CHANGED,
                    Evidence.SUMS,
                    without.isEmpty()
                            ? "it is not the list that was written"
                            : "it lacks " + String.join(", ", without) + ", which the chain has"));
        }
        return listed;
    }

    private void hashes(Map<String, String> listed, Map<String, String> chained) {
        Map<String, String> all = new LinkedHashMap<>(chained);
        all.putAll(listed);
        all.forEach((name, hash) -> {
            if (!HashedFile.isInside(name)) {
                String by = chained.containsKey(name) ? Chain.FILE : Evidence.SUMS;
                faults.add(new Fault(CHANGED, by, "it names a file that is none of it: " + HashedFile.shown(name)));
                return;
            }
            Optional<String> now = files.sha256(at(name));
            if (now.isEmpty()) {
                faults.add(new Fault("evidence-missing", name, "it is missing" + linkOf(name, chained)));
            } else if (!now.get().equals(hash)) {
                boolean list = now.get().equals(chained.get(name));
                faults.add(
                        list
                                ? new Fault(
                                        CHANGED,
                                        Evidence.SUMS,
                                        "its hash of " + name + " is not the one that the chain has")
                                : new Fault(
                                        CHANGED,
                                        name,
                                        "its octets are not those that " + Evidence.SUMS + " has the hash of"
                                                + linkOf(name, chained)));
            } else if (chained.containsKey(name) && !hash.equals(chained.get(name))) {
                faults.add(new Fault(CHANGED, Chain.FILE, "its hash of " + name + " is not that of the file"));
            }
        });
    }

    private static String linkOf(String name, Map<String, String> chained) {
        return chained.containsKey(name) || name.equals(Chain.FILE) ? "" : " (no link of the chain has it)";
    }

    /** Files of which nobody knows. */
    private void others(Map<String, String> listed, Map<String, String> chained) {
        Set<String> known = new LinkedHashSet<>(listed.keySet());
        known.addAll(chained.keySet());
        known.addAll(List.of(Evidence.SUMS, Evidence.SIGNATURE));
        below().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> faults.add(
                        new Fault("evidence-additional", name, "it is not among the files that were written")));
        Set<String> unchained = listed.keySet().stream()
                .filter(name -> !chained.containsKey(name) && !name.equals(Chain.FILE) && !name.equals(Evidence.KEY))
                .collect(Collectors.toCollection(TreeSet::new));
        if (!unchained.isEmpty() && !chained.isEmpty()) {
            faults.add(new Fault(CHANGED, Chain.FILE, "it lacks " + String.join(", ", unchained)));
        }
    }

    private List<String> below() {
        return below(directory).stream()
                .map(name -> name.substring(directory.length() + 1))
                .toList();
    }

    private List<String> below(String folder) {
        List<String> names = new ArrayList<>(files.list(folder));
        files.directories(folder).forEach(inner -> names.addAll(below(inner)));
        return names;
    }

    /** Who has signed it; null where nobody has, or it cannot be told. */
    private String signature(String promised, String wanted) {
        Optional<byte[]> signature = octets(Evidence.SIGNATURE);
        Optional<String> key = files.read(at(Evidence.KEY));
        if (signature.isEmpty() || key.isEmpty()) {
            if (promised != null || !wanted.isEmpty() || signature.isPresent()) {
                faults.add(new Fault(
                        "evidence-signature",
                        signature.isEmpty() ? Evidence.SIGNATURE : Evidence.KEY,
                        "it is missing, so that nobody can tell who stands for " + Evidence.SUMS));
            }
            return null;
        }
        if (!SigningKey.isSigned(key.get(), octets(Evidence.SUMS).orElse(new byte[0]), signature.get())) {
            faults.add(new Fault(
                    "evidence-signature",
                    Evidence.SIGNATURE,
                    "it is not the signature of " + Evidence.SUMS + " by the key in " + Evidence.KEY));
            return null;
        }
        String signer = SigningKey.fingerprint(key.get());
        if (!wanted.isEmpty() && !signer.equals(wanted) || promised != null && !promised.equals(signer)) {
            faults.add(new Fault(
                    "evidence-signature",
                    Evidence.KEY,
                    "it is the key " + signer + ", and not "
                            + (wanted.isEmpty() || signer.equals(wanted)
                                    ? promised + ", which the chain names"
                                    : wanted)));
        }
        return signer;
    }

    private Optional<byte[]> octets(String name) {
        try {
            Optional<InputStream> found = files.open(at(name));
            if (found.isEmpty()) {
                return Optional.empty();
            }
            try (InputStream in = found.get()) {
                return Optional.of(in.readAllBytes());
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot read " + files.uri(at(name)), failure);
        }
    }
}
