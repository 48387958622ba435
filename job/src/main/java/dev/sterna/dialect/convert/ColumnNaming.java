package dev.sterna.dialect.convert;

import dev.sterna.dialect.Identifiers;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.model.Column;
import dev.sterna.model.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Says what the target calls the columns of a table. The same table gets the same names each time. */
public final class ColumnNaming {
    private static final String SETTING = "sterna.tables.rename-columns";

    private final Table source;
    private final Identifiers identifiers;
    private final Map<String, String> wanted;
    private final List<Problem> problems = new ArrayList<>();

    private ColumnNaming(Table source, Identifiers identifiers, Map<String, String> wanted) {
        this.source = source;
        this.identifiers = identifiers;
        this.wanted = wanted;
    }

    /**
     * The name of every column, computed ones included. One that the user does not name is called as in the source where the
     * target can do that, or else by a name that is like it.
     *
     * @param identifiers of the target
     * @param wanted the user's own names, by the source's
     * @throws SternaException (REFUSED) naming each column whose name the target keeps for itself, and each wanted name that
     *     it does not take or that another column has
     */
    public static Map<String, String> of(Table source, Identifiers identifiers, Map<String, String> wanted) {
        return new ColumnNaming(source, identifiers, wanted).names();
    }

    private Map<String, String> names() {
        checkWanted();
        NameRegister register = new NameRegister(identifiers);
        Map<String, String> names = new LinkedHashMap<>();
        source.columns().stream().map(Column::name).filter(wanted::containsKey).forEach(name -> {
            register.reserve(wanted.get(name));
            names.put(name, wanted.get(name));
        });
        // What is carried comes first, so that it keeps its name whatever is computed from it.
        Stream.concat(
                        source.storedColumns().stream(),
                        source.columns().stream().filter(column -> column.generated() == Column.Generated.COMPUTED))
                .map(Column::name)
                .filter(name -> !wanted.containsKey(name))
                .forEach(name -> names.put(name, register.take(name)));
        names.forEach((name, now) -> {
            if (!identifiers.allowsColumn(now)) {
                refuse(
                        "column-name-reserved",
                        name,
                        "the target has a column " + now + " of its own in every table",
                        now.strip() + "_");
            }
        });
        if (!problems.isEmpty()) {
            throw new SternaException(Category.REFUSED, problems, null);
        }
        return names;
    }

    private void checkWanted() {
        Map<String, String> taken = new HashMap<>();
        for (Column column : source.columns()) {
            String name = column.name();
            String now = wanted.getOrDefault(name, name);
            if (wanted.containsKey(name) && !identifiers.fit(now).equals(now)) {
                refuse("column-name-invalid", name, "the target does not take the name " + now, identifiers.fit(now));
            }
            String other = taken.putIfAbsent(identifiers.folded(now), name);
            if (other != null && (wanted.containsKey(name) || wanted.containsKey(other))) {
                String renamed = wanted.containsKey(name) ? name : other;
                refuse(
                        "column-name-collision",
                        renamed,
                        wanted.get(renamed) + " is what column " + (renamed.equals(name) ? other : name)
                                + " is called there",
                        wanted.get(renamed) + "_2");
            }
        }
    }

    private void refuse(String code, String column, String why, String instead) {
        problems.add(Problem.error(
                code,
                source.name().toString(),
                "Cannot name column " + column + " of " + source.name() + ": " + why,
                "Give it another name: " + SETTING + " { \"" + source.name() + "." + column + "\" = \"" + instead
                        + "\" }"));
    }
}
