package dev.sterna.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.sterna.digest.RowHash;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.migration.Selection;
import dev.sterna.model.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a run will do: {@code plan.json}.
 *
 * @param format version of this file's form, 1
 * @param source label of the source server, {@code target} likewise
 * @param hash lower-case hex SHA-256 over the plan's JSON without this member
 * @param rowHash what both servers can compute
 * @param tables in the order in which they are worked on, largest first
 * @param settings by which it was made, by their paths; none in a plan of before they were noted
 * @param leftOut tables that are to be brought and cannot be planned as they are
 * @param renewals how it became what it is, the first one first
 * @param waves of a phased migration, in their order: every table is in one of them; none where all tables go together, and in a
 *     plan of before there were any
 */
public record Plan(
        int format,
        String runId,
        String hash,
        String source,
        String target,
        RowHash rowHash,
        List<TablePlan> tables,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> settings,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<LeftOut> leftOut,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Renewal> renewals,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Wave> waves) {
    /** Where the plan lies in the workspace. */
    public static final String FILE = "plan.json";

    public Plan {
        Objects.requireNonNull(hash, "hash");
        Objects.requireNonNull(rowHash, "rowHash");
        tables = List.copyOf(tables);
        settings = settings == null ? Map.of() : Map.copyOf(settings);
        leftOut = leftOut == null ? List.of() : List.copyOf(leftOut);
        renewals = renewals == null ? List.of() : List.copyOf(renewals);
        waves = waves == null ? List.of() : List.copyOf(waves);
    }

    /** One in which all tables go together. */
    public Plan(
            int format,
            String runId,
            String hash,
            String source,
            String target,
            RowHash rowHash,
            List<TablePlan> tables,
            Map<String, String> settings,
            List<LeftOut> leftOut,
            List<Renewal> renewals) {
        this(format, runId, hash, source, target, rowHash, tables, settings, leftOut, renewals, List.of());
    }

    /**
     * A table of the source that cannot be planned as it is.
     *
     * @param category whose fault that is
     */
    public record LeftOut(TableName table, Category category, String code, String message, String remedy) {
        static LeftOut of(TableName table, Category category, Problem problem) {
            return new LeftOut(table, category, problem.code(), problem.message(), problem.remedy());
        }

        Problem problem() {
            return Problem.error(code, table.toString(), message, remedy);
        }
    }

    /**
     * Some tables were planned anew, since settings had changed.
     *
     * @param before hash of the plan before
     * @param tables by the source's names; not those that stayed as they were
     */
    public record Renewal(String before, List<String> tables) {
        public Renewal {
            Objects.requireNonNull(before, "before");
            tables = List.copyOf(tables);
        }
    }

    /** The hashes of the plans that this one came from. */
    public List<String> ancestors() {
        return renewals.stream().map(Renewal::before).toList();
    }

    /** Whether what was done by the plan of that hash may hold for this one. */
    public boolean keepsAny(String otherHash) {
        return otherHash.equals(hash) || ancestors().contains(otherHash);
    }

    /** Whether what was done for a table by the plan of that hash holds for this one. */
    public boolean keeps(String otherHash, String table) {
        int from = ancestors().indexOf(otherHash);
        return otherHash.equals(hash)
                || from >= 0
                        && renewals.subList(from, renewals.size()).stream()
                                .noneMatch(renewal -> renewal.tables().contains(table));
    }

    /**
     * The tables that the patterns of {@code --tables} mean, all for none, in the plan's order.
     *
     * @throws dev.sterna.error.SternaException (CONFIGURATION) naming the nearest table when a pattern means none
     */
    public List<TablePlan> select(List<String> only) {
        Set<TableName> chosen = Selection.named(
                tables.stream().map(table -> table.source().name()).toList(), only);
        return tables.stream()
                .filter(table -> chosen.contains(table.source().name()))
                .toList();
    }

    Plan withHash(String other) {
        return new Plan(format, runId, other, source, target, rowHash, tables, settings, leftOut, renewals, waves);
    }

    /** The same without what earlier plans of the run are told by: what was done by them does not surely hold. */
    Plan withoutRenewals() {
        return new Plan(format, runId, hash, source, target, rowHash, tables, settings, leftOut, List.of(), waves);
    }

    /** Of some tables made anew: the settings of the others, and what is left out of them, are still the earlier ones. */
    Plan asFarAsChosen(Plan before) {
        List<LeftOut> out = new ArrayList<>(leftOut);
        before.leftOut().stream()
                .filter(other -> out.stream().noneMatch(one -> one.table().equals(other.table())))
                .filter(other ->
                        tables.stream().noneMatch(table -> table.source().name().equals(other.table())))
                .forEach(out::add);
        return new Plan(format, runId, "", source, target, rowHash, tables, before.settings(), out, renewals, waves);
    }

    /** With other tables in their places, without a hash. */
    Plan renewed(Plan now, List<String> anew, List<TablePlan> others, List<Wave> otherWaves) {
        List<Renewal> all = new ArrayList<>(renewals);
        all.add(new Renewal(hash, anew));
        return new Plan(
                format, runId, "", source, target, rowHash, others, now.settings(), now.leftOut(), all, otherWaves);
    }

    /** As if it had been made by these settings. */
    Plan withSettings(Map<String, String> others) {
        return new Plan(format, runId, hash, source, target, rowHash, tables, others, leftOut, renewals, waves);
    }

    /** With the same tables in these waves. */
    Plan withWaves(List<Wave> others) {
        return new Plan(format, runId, hash, source, target, rowHash, tables, settings, leftOut, renewals, others);
    }

    /** Of each table, by the source's name, the number of its wave; nothing where all go together. */
    Map<TableName, Integer> waveNumbers() {
        Map<String, Integer> numbers = new HashMap<>();
        for (int i = 0; i < waves.size(); i++) {
            for (String table : waves.get(i).tables()) {
                numbers.put(table, i + 1);
            }
        }
        Map<TableName, Integer> all = new HashMap<>();
        for (TablePlan table : tables) {
            Integer number = numbers.get(table.name());
            if (number != null) {
                all.put(table.source().name(), number);
            }
        }
        return all;
    }

    /** The number of a table's wave; 0 where all tables go together. */
    public int wave(TablePlan table) {
        return wave(table.name());
    }

    /** Whether two tables, by the source's names, are in different waves. */
    public boolean areApart(String table, String other) {
        int one = wave(table);
        int two = wave(other);
        return one != 0 && two != 0 && one != two;
    }

    private int wave(String table) {
        for (int i = 0; i < waves.size(); i++) {
            if (waves.get(i).tables().contains(table)) {
                return i + 1;
            }
        }
        return 0;
    }

    /** The tables of a wave, in the plan's order; a wave has a number from 1 on. */
    public List<TablePlan> tablesOf(int wave) {
        Set<String> names = Set.copyOf(waves.get(wave - 1).tables());
        return tables.stream().filter(table -> names.contains(table.name())).toList();
    }
}
