package dev.sterna.diff;

import dev.sterna.compare.TablePair;
import dev.sterna.plan.Plan;
import dev.sterna.plan.TablePlan;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * On what it depends whether one comparison can go on where another one was cut short.
 *
 * @param options which rows and columns are compared, and what is written of them
 * @param tables which are compared
 * @param plan hash of the plan
 * @param target what the ledger says of the rows that came to the target
 * @param servers which are compared, and by which version of this program
 */
record ComparedTerms(String options, String tables, String plan, String target, String servers) {

    /** @param target see {@link dev.sterna.ledger.Ledger#mark} */
    static ComparedTerms of(
            DiffScope scope, RowOutput output, Plan plan, List<TablePlan> tables, String target, String servers) {
        return new ComparedTerms(
                scope + " " + output,
                hash(tables.stream().map(TablePlan::name).toList()),
                plan.hash(),
                target,
                servers);
    }

    /** Where a comparison of these options and tables keeps what it knows. */
    String directory() {
        return "diff/compared-" + hash(options + tables);
    }

    /** Why a comparison under these terms cannot go on with what one under others found out; nothing where it can. */
    Optional<String> obstacle(ComparedTerms earlier) {
        if (!earlier.plan.equals(plan)) {
            return Optional.of("the plan is another one");
        }
        if (!earlier.servers.equals(servers)) {
            return Optional.of("the servers, or the version of Sterna, are other ones");
        }
        return earlier.target.equals(target)
                ? Optional.empty()
                : Optional.of("rows have been brought to the target since");
    }

    /** What of a table is compared with what, and in which parts. */
    static String form(TablePair pair) {
        return hash(List.of(
                pair.columns(),
                pair.target() == null ? "" : pair.target().table().name(),
                pair.target() == null ? "" : pair.target().columns(),
                pair.key(),
                new TreeMap<>(pair.targetNames()),
                pair.method(),
                pair.buckets(),
                pair.chunks()));
    }

    private static String hash(Object text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
