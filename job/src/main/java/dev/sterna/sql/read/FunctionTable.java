package dev.sterna.sql.read;

import dev.sterna.sql.Expression;
import dev.sterna.sql.Function;
import dev.sterna.sql.Untranslatable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The functions of an engine that others have too, by their names in lower case. A table holds those of {@link
 * SharedFunctions} from the start; what an engine adds goes before them.
 */
public final class FunctionTable {
    /** As many arguments as a list may have. */
    public static final int MANY = 100;

    private final Map<String, Entry> entries = new HashMap<>();

    /** What a call of a function means. */
    @FunctionalInterface
    public interface Meaning {
        /**
         * @param name the one it was called by
         * @param arguments as many as the table allows
         */
        Expression of(String name, List<Expression> arguments, Reading reading) throws Untranslatable;
    }

    private record Entry(int least, int most, Meaning meaning) {}

    public FunctionTable() {
        SharedFunctions.addTo(this);
    }

    /** Adds a function of which every argument and result is as elsewhere, under all its names. */
    public FunctionTable with(Function function, int least, int most, String... names) {
        return with((name, arguments, reading) -> new Expression.Call(function, arguments), least, most, names);
    }

    /** Adds a function of so many arguments at least and at most, under all its names. */
    public FunctionTable with(Meaning meaning, int least, int most, String... names) {
        for (String name : names) {
            entries.put(name, new Entry(least, most, meaning));
        }
        return this;
    }

    /** What a call means. */
    public Expression call(String name, List<Expression> arguments, Reading reading) throws Untranslatable {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw new Untranslatable("it calls " + name + ", which has no equal");
        }
        Arguments.require(name, arguments, entry.least, entry.most);
        return entry.meaning.of(name, arguments, reading);
    }
}
