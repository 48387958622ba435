package dev.sterna.fidelity;

import dev.sterna.embedded.Engine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Values of one column type of a source engine. NULL is always one of them.
 *
 * @param type as CREATE TABLE takes it
 * @param condition when the source has this type at all; null: always
 * @param wide whether its values also stand beside those of all other types in one table
 * @param setup statements of the source's owner before the table is made, as CREATE TYPE
 * @param mapped the column's type in a target, by sterna.types.map
 */
record TypeLiterals(
        String type,
        Condition condition,
        boolean wide,
        List<String> setup,
        Map<Engine, String> mapped,
        List<Literal> literals) {

    /**
     * @param sql a query of one value, that is true
     * @param words what it asks for, as the page says it
     */
    record Condition(String sql, String words) {}

    TypeLiterals {
        setup = List.copyOf(setup);
        mapped = Map.copyOf(mapped);
        literals = List.copyOf(literals);
    }

    static TypeLiterals of(String type, Literal... literals) {
        return new TypeLiterals(type, null, true, List.of(), Map.of(), List.of(literals));
    }

    /** All of them as SQL, which look alike everywhere. */
    static TypeLiterals of(String type, String... literals) {
        return new TypeLiterals(
                type,
                null,
                true,
                List.of(),
                Map.of(),
                Arrays.stream(literals).map(Literal::v).toList());
    }

    TypeLiterals and(Literal... more) {
        List<Literal> all = new ArrayList<>(literals);
        all.addAll(List.of(more));
        return new TypeLiterals(type, condition, wide, setup, mapped, all);
    }

    TypeLiterals when(String sql, String words) {
        return new TypeLiterals(type, new Condition(sql, words), wide, setup, mapped, literals);
    }

    TypeLiterals after(String... statements) {
        return new TypeLiterals(type, condition, wide, List.of(statements), mapped, literals);
    }

    /** In a table of its own, and not beside all others. */
    TypeLiterals alone() {
        return new TypeLiterals(type, condition, false, setup, mapped, literals);
    }

    /** With a type chosen for it in a target; such a column stands alone. */
    TypeLiterals mapped(Engine target, String nativeType) {
        Map<Engine, String> more = new EnumMap<>(Engine.class);
        more.putAll(mapped);
        more.put(target, nativeType);
        return new TypeLiterals(type, condition, false, setup, more, literals);
    }

    /** A name for its column. */
    String column(int number) {
        String slug =
                type.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_|_$", "");
        return "v" + number + "_" + slug.substring(0, Math.min(24, slug.length()));
    }
}
