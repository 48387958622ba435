package dev.sterna.decommission.evidence;

import dev.sterna.cutover.Receipt;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.plan.Plan;
import dev.sterna.plan.PlanStore;
import dev.sterna.step.EvidenceSummary;
import dev.sterna.step.HashedFile;
import dev.sterna.step.Workspace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether a cutover's receipt is as it was written, and what it goes by as well: the plan, the backup's manifest and schema. */
public final class ReceiptCheck {
    private static final String CHANGED = "receipt-changed";

    private final Workspace files;
    private final List<Fault> faults = new ArrayList<>();
    private int hashed;

    private ReceiptCheck(Workspace files) {
        this.files = files;
    }

    /** Of a run, or of a copy of it. */
    public static EvidenceCheck.Checked of(Workspace files) {
        return new ReceiptCheck(files).check();
    }

    /** Of a copy in a directory. */
    static EvidenceCheck.Checked of(Workspace files, String directory) {
        return of(new Workspace(files.uri(directory), files.hadoop()));
    }

    /** Whether there is one. */
    public static boolean isThere(Workspace files) {
        return files.exists(Receipt.FILE) || files.exists(Receipt.SUMS);
    }

    private EvidenceCheck.Checked check() {
        if (isThere(files)) {
            Map<String, String> listed = hasNoHashes() ? Map.of() : listed();
            listed.forEach(this::hash);
            content(listed);
        }
        return new EvidenceCheck.Checked(
                new EvidenceSummary(files.uri(Receipt.FILE), hashed, null, null, null, faults.size()), faults);
    }

    /** Of an older version, which had neither list nor hashes. */
    private boolean hasNoHashes() {
        try {
            return !files.exists(Receipt.SUMS)
                    && Receipt.read(files).filter(known -> !known.hasHashes()).isPresent();
        } catch (SternaException damaged) {
            return false;
        }
    }

    private Map<String, String> listed() {
        Map<String, String> listed = new HashMap<>();
        Optional<String> text = files.read(Receipt.SUMS);
        if (text.isEmpty()) {
            faults.add(new Fault(CHANGED, Receipt.SUMS, "it is missing"));
            return listed;
        }
        List<HashedFile> good = new ArrayList<>();
        text.get().lines().forEach(line -> HashedFile.read(line).ifPresent(good::add));
        if (!HashedFile.list(good).equals(text.get())) {
            faults.add(new Fault(CHANGED, Receipt.SUMS, "it is not the list that was written"));
        }
        good.forEach(file -> listed.put(Receipt.inRun(file.name()), file.sha256()));
        hashed = good.size();
        return listed;
    }

    private void hash(String name, String hash) {
        if (!HashedFile.isInside(name)) {
            faults.add(new Fault(
                    CHANGED, Receipt.SUMS, "it names a file that is none of the run's: " + HashedFile.shown(name)));
            return;
        }
        Optional<String> now = files.sha256(name);
        if (now.isEmpty()) {
            faults.add(new Fault("receipt-missing", name, "it is missing"));
        } else if (!now.get().equals(hash)) {
            faults.add(new Fault(CHANGED, name, "its octets are not those that " + Receipt.SUMS + " has the hash of"));
        }
    }

    /** What the receipt itself says of the others. */
    private void content(Map<String, String> listed) {
        Receipt receipt;
        try {
            Optional<Receipt> found = Receipt.read(files);
            if (found.isEmpty()) {
                add(Receipt.FILE, "it is missing");
                return;
            }
            receipt = found.get();
        } catch (SternaException damaged) {
            add(Receipt.FILE, words(damaged));
            return;
        }
        if (!listed.isEmpty() && !listed.containsKey(Receipt.FILE)) {
            add(Receipt.SUMS, "it lacks " + Receipt.FILE);
        }
        for (HashedFile file : receipt.files()) {
            if (!HashedFile.isInside(file.name())) {
                add(Receipt.FILE, "it names a file that is none of the run's: " + HashedFile.shown(file.name()));
            } else if (!file.sha256().equals(files.sha256(file.name()).orElse(null))) {
                add(file.name(), "its octets are not those that the receipt has the hash of");
            } else if (!listed.isEmpty() && !file.sha256().equals(listed.get(file.name()))) {
                add(Receipt.SUMS, "it does not have the hash of " + file.name() + " that the receipt has");
            }
        }
        try {
            Plan plan = new PlanStore(files).load(receipt.runId());
            if (!plan.hash().equals(receipt.planHash())) {
                add(Plan.FILE, "it has the hash " + plan.hash() + ", and the receipt is of " + receipt.planHash());
            }
        } catch (SternaException damaged) {
            add(Plan.FILE, words(damaged));
        }
    }

    /** One of a file is enough. */
    private void add(String file, String what) {
        if (faults.stream().noneMatch(known -> known.file().equals(file))) {
            faults.add(new Fault(CHANGED, file, what));
        }
    }

    private static String words(SternaException damaged) {
        return damaged.problems().stream().map(Problem::message).findFirst().orElse("");
    }
}
