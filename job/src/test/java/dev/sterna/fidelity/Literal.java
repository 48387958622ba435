package dev.sterna.fidelity;

import dev.sterna.embedded.Engine;
import java.util.EnumMap;
import java.util.Map;

/**
 * A value, and what must become of it. Unless something else is said, every target must show the same text as the source.
 *
 * @param sql as the source takes it in an INSERT
 * @param shown how the page names it
 * @param abroad its fate in engines of another family
 * @param fates its fate in certain engines, before {@code abroad}
 */
record Literal(String sql, String shown, Fate abroad, Map<Engine, Fate> fates) {
    private static final Fate SAME = new Fate.Arrives(null);

    Literal {
        fates = Map.copyOf(fates);
    }

    /** A value that looks alike everywhere. */
    static Literal v(String sql) {
        return new Literal(sql, sql, SAME, Map.of());
    }

    /** With another name on the page: for what is too long for it. */
    Literal called(String name) {
        return new Literal(sql, name, abroad, fates);
    }

    /** With another text in engines of another family. */
    Literal there(String text) {
        return new Literal(sql, shown, new Fate.Arrives(text), fates);
    }

    /** Without something in engines of another family, which is told and forgiven. */
    Literal forgiven() {
        return new Literal(sql, shown, new Fate.Arrives(null, true), fates);
    }

    /** Refused by engines of another family. */
    Literal refused(String code) {
        return new Literal(sql, shown, new Fate.Refused(code, null), fates);
    }

    /** Refused by engines of another family, or converted under a policy: to NULL where {@code became} is null. */
    Literal refused(String code, String policy, String became) {
        return new Literal(sql, shown, new Fate.Refused(code, new Fate.Loss(policy, became)), fates);
    }

    /** With a fate of its own in one engine. */
    Literal in(Engine target, Fate fate) {
        Map<Engine, Fate> more = new EnumMap<>(Engine.class);
        more.putAll(fates);
        more.put(target, fate);
        return new Literal(sql, shown, abroad, more);
    }

    Fate fate(Engine from, Engine to) {
        return fates.getOrDefault(to, isPostgres(from) == isPostgres(to) ? SAME : abroad);
    }

    private static boolean isPostgres(Engine engine) {
        return engine == Engine.POSTGRESQL;
    }
}
