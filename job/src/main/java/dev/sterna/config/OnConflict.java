package dev.sterna.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which side's row stays where both sides may have changed.
 *
 * @param column the source's name of the column whose later value wins; null unless the newest does
 */
public record OnConflict(Winner winner, String column) {
    public static final OnConflict FAIL = new OnConflict(Winner.NOBODY, null);

    /** What a text of it must be. */
    public static final String FORM = "fail, source-wins, target-wins or newest COLUMN, as in newest updated_at";

    private static final Pattern NEWEST = Pattern.compile("newest +(\\S.*?) *");

    /** Who wins. */
    public enum Winner {
        /** The table is left as it is. */
        NOBODY,
        SOURCE,
        TARGET,
        /** The row with the later value of a column. */
        NEWEST
    }

    /** Of a text; empty where it is none. */
    public static Optional<OnConflict> of(String text) {
        Matcher newest = NEWEST.matcher(text);
        return switch (text) {
            case "fail" -> Optional.of(FAIL);
            case "source-wins" -> Optional.of(new OnConflict(Winner.SOURCE, null));
            case "target-wins" -> Optional.of(new OnConflict(Winner.TARGET, null));
            default ->
                newest.matches() ? Optional.of(new OnConflict(Winner.NEWEST, newest.group(1))) : Optional.empty();
        };
    }

    /** As it is written. */
    @Override
    public String toString() {
        return switch (winner) {
            case NOBODY -> "fail";
            case SOURCE -> "source-wins";
            case TARGET -> "target-wins";
            case NEWEST -> "newest " + column;
        };
    }
}
