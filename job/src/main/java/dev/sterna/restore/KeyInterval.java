package dev.sterna.restore;

import dev.sterna.compare.TablePair;
import dev.sterna.error.Category;
import dev.sterna.error.SternaException;
import dev.sterna.model.Column;
import dev.sterna.plan.TablePlan;
import dev.sterna.transfer.stage.StagedBounds;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The value of {@code --where-key}: whole numbers from one to another, both included. */
record KeyInterval(BigInteger least, BigInteger greatest) {
    /** What the value must be. */
    static final String FORM =
            "two whole numbers, as in 1000..2000, of which the second is not below the first; both are included";

    private static final Pattern WORDS = Pattern.compile("\\s*(-?\\d{1,20})\\s*\\.\\.\\s*(-?\\d{1,20})\\s*");

    static Optional<KeyInterval> parse(String words) {
        Matcher matcher = WORDS.matcher(words);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        BigInteger least = new BigInteger(matcher.group(1));
        BigInteger greatest = new BigInteger(matcher.group(2));
        return least.compareTo(greatest) > 0 ? Optional.empty() : Optional.of(new KeyInterval(least, greatest));
    }

    /**
     * The rows that are meant of the one table that is chosen: those whose key has such a first column.
     *
     * @throws SternaException (REFUSED) when several are, or its key has no such column
     */
    StagedBounds of(List<TablePlan> chosen) {
        if (chosen.size() != 1) {
            throw refused(
                    "several-tables",
                    null,
                    "Cannot tell which table --where-key " + this + " is about: " + chosen.size()
                            + " tables are chosen",
                    "Name one by --tables");
        }
        TablePlan table = chosen.get(0);
        List<String> key = TablePair.key(table.source());
        if (key.isEmpty()) {
            throw refused(
                    "no-key",
                    table.name(),
                    "Cannot restore a range of keys of " + table.name() + ": it has no key",
                    "Restore the whole table, into another database: --into");
        }
        Column first = table.source().column(key.get(0));
        if (!StagedBounds.fits(first.type())) {
            throw refused(
                    "key-not-whole",
                    table.name(),
                    "Cannot restore a range of keys of " + table.name() + ": the first column of its key, "
                            + first.name() + " (" + first.nativeType() + "), holds no whole numbers",
                    "Restore the whole table, into another database: --into");
        }
        return new StagedBounds(first.name(), least, greatest);
    }

    private static SternaException refused(String code, String table, String message, String remedy) {
        return SternaException.of(Category.REFUSED, code, table, message, remedy);
    }

    @Override
    public String toString() {
        return least + ".." + greatest;
    }
}
