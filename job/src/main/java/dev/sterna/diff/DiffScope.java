package dev.sterna.diff;

import dev.sterna.compare.DigestMethod;
import dev.sterna.compare.JsonColumns;
import dev.sterna.compare.TablePair;
import dev.sterna.error.SternaException;
import dev.sterna.migration.Migration;
import dev.sterna.model.Chunk;
import dev.sterna.model.Slice;
import dev.sterna.plan.TablePlan;
import dev.sterna.step.CommandOption;
import dev.sterna.step.OptionValues;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * What of the tables is compared.
 *
 * @param columns names of the columns beside those of the key; empty: all
 * @param since from which value of a column on; null: all rows
 * @param sample which share of the rows, above 0 and at most 1
 */
record DiffScope(Set<String> columns, Since since, BigDecimal sample) {
    private static final BigDecimal LEAST_PERCENT = new BigDecimal("0.0001");

    /** Everything. */
    static final DiffScope ALL = new DiffScope(Set.of(), null, BigDecimal.ONE);

    private static final CommandOption COLUMNS = CommandOption.valued(
            "--columns", "NAME,...", "Compares only these columns and the key's, in the tables that have one of them.");
    private static final CommandOption SINCE = CommandOption.valued(
            "--since",
            "COLUMN=VALUE",
            "Compares only rows from this value on, a number, a date or a time (in UTC, if it has a zone), in the"
                    + " tables that have the column.");
    private static final CommandOption SAMPLE = CommandOption.valued(
            "--sample",
            "P%",
            "Compares at least this share of each table, chosen at random: of its chunks, or of its keys.");

    static List<CommandOption> options() {
        return List.of(COLUMNS, SINCE, SAMPLE);
    }

    /** @throws SternaException (USAGE) when a value means nothing */
    static DiffScope of(OptionValues own) {
        Set<String> columns = new TreeSet<>();
        own.value(COLUMNS).ifPresent(names -> columns.addAll(Arrays.asList(names.split(",", -1))));
        if (columns.contains("")) {
            throw own.invalid(COLUMNS, "names of columns with commas between them, as in --columns status,total");
        }
        Since since = own.value(SINCE)
                .map(text -> Since.of(text)
                        .orElseThrow(() -> own.invalid(SINCE, "COLUMN=VALUE, as in --since updated_at=2026-01-31")))
                .orElse(null);
        BigDecimal sample = own.value(SAMPLE)
                .map(text -> share(text)
                        .orElseThrow(() -> own.invalid(SAMPLE, "a share from 0.0001% to 100%, as in --sample 1%")))
                .orElse(BigDecimal.ONE);
        return new DiffScope(columns, since, sample);
    }

    private static Optional<BigDecimal> share(String text) {
        try {
            BigDecimal percent = new BigDecimal(text.endsWith("%") ? text.substring(0, text.length() - 1) : "none");
            return percent.compareTo(LEAST_PERCENT) >= 0 && percent.compareTo(BigDecimal.valueOf(100)) <= 0
                    ? Optional.of(percent.movePointLeft(2))
                    : Optional.empty();
        } catch (NumberFormatException notOne) {
            return Optional.empty();
        }
    }

    /** Names of columns that none of these tables has. */
    List<String> unknown(List<TablePlan> tables) {
        Set<String> there = new TreeSet<>();
        tables.forEach(table -> table.source().storedColumns().forEach(column -> there.add(column.name())));
        Set<String> named = new TreeSet<>(columns);
        if (since != null) {
            named.add(since.column());
        }
        return named.stream().filter(name -> !there.contains(name)).toList();
    }

    boolean isAll() {
        return equals(ALL);
    }

    /** What is compared, in words; of everything nothing. */
    String words() {
        List<String> words = new ArrayList<>();
        if (!columns.isEmpty()) {
            words.add("columns " + String.join(", ", columns));
        }
        if (since != null) {
            words.add("rows with " + since.column() + " from " + since.value() + " on");
        }
        if (sample.compareTo(BigDecimal.ONE) < 0) {
            words.add(sample.movePointRight(2).stripTrailingZeros().toPlainString()
                    + " % of each table, or a little more");
        }
        return String.join(", ", words);
    }

    /**
     * What of a table is compared, or nothing where it has none of the columns.
     *
     * @param random chooses the sample
     * @throws SternaException (USAGE) when a value is none of the column's type
     */
    Optional<TablePair> of(TablePair pair, Migration migration, Random random) {
        List<String> wanted = pair.columns().stream()
                .filter(name -> columns.isEmpty()
                        || columns.contains(name)
                        || pair.key().contains(name))
                .toList();
        boolean hasColumns = columns.isEmpty() || wanted.stream().anyMatch(columns::contains);
        if (!hasColumns || since != null && !pair.columns().contains(since.column())) {
            return Optional.empty();
        }
        // Rows that are told apart by all they hold cannot be by a part of it, nor chosen by what is written otherwise
        // there.
        boolean byAll = pair.key().isEmpty()
                && pair.target() != null
                && JsonColumns.of(pair, migration.target().dialect().digests()).any();
        TablePair chosen = columns.isEmpty() || byAll ? pair : pair.withColumns(wanted);
        TablePair recent = since == null ? chosen : since.of(chosen, migration);
        boolean part = sample.compareTo(BigDecimal.ONE) < 0 && !byAll;
        return Optional.of(part ? sample(recent, random) : recent);
    }

    private TablePair sample(TablePair pair, Random random) {
        int chunks = pair.chunks().size();
        if (pair.method() == DigestMethod.BUCKETS) {
            int parts = BigDecimal.ONE.divide(sample, 0, RoundingMode.DOWN).intValueExact();
            Slice part = new Slice.HashBucket(pair.key(), random.nextInt(parts), parts);
            return parts == 1 ? pair : pair.withPart(DigestMethod.BUCKETS, 1, part);
        }
        int count = sample.multiply(BigDecimal.valueOf(chunks))
                .setScale(0, RoundingMode.CEILING)
                .intValueExact();
        List<Chunk> shuffled = new ArrayList<>(pair.chunks());
        Collections.shuffle(shuffled, random);
        return pair.withChunks(shuffled.subList(0, count));
    }
}
