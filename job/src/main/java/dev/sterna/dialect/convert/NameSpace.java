package dev.sterna.dialect.convert;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Gives names within one space of names, each to something. What got a name in a conversion of a whole schema gets the
 * same in one of a part of it, so that names do not depend on what is left out.
 */
public final class NameSpace {
    private final String id;
    private final NameRegister register;
    private final Given given;
    private final Map<List<String>, Integer> times = new HashMap<>();

    NameSpace(String id, NameRegister register, Given given) {
        this.id = id;
        this.register = register;
        this.given = given;
        given.in(id).forEach(register::reserve);
    }

    /** Takes a name that is there already. */
    public void reserve(String name) {
        register.reserve(name);
    }

    /**
     * The wanted name where it is free, or else another one.
     *
     * @param of what it is for, as far as the wanted name does not say it
     */
    public String take(String wanted, String... of) {
        List<String> purpose = new ArrayList<>(List.of(of));
        purpose.add(wanted);
        return take(purpose, () -> wanted);
    }

    /**
     * The same.
     *
     * @param purpose what it is for
     * @param wanted asked for only when nothing had a name for that purpose before
     */
    public String take(List<String> purpose, Supplier<String> wanted) {
        List<String> key = new ArrayList<>(purpose);
        key.add(String.valueOf(times.merge(List.copyOf(purpose), 1, Integer::sum)));
        return given.names
                .computeIfAbsent(id, space -> new HashMap<>())
                .computeIfAbsent(List.copyOf(key), one -> register.take(wanted.get()));
    }

    /** The names that were given, in all spaces. */
    public static final class Given {
        private final Map<String, Map<List<String>, String>> names = new HashMap<>();

        private List<String> in(String space) {
            return List.copyOf(names.getOrDefault(space, Map.of()).values());
        }
    }
}
