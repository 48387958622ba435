package dev.sterna.step;

import dev.sterna.config.Settings.OnFailure;
import dev.sterna.error.Category;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ObjectName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a command has set aside so far: its later steps leave it alone, and its result names it. It lasts as long as the
 * command: what is still to be done, the next one finds out by what is there. Thread-safe.
 */
public final class SetAsideRegister {
    private final OnFailure onFailure;
    private final Map<ObjectName, SetAside> things = new LinkedHashMap<>();

    public SetAsideRegister(OnFailure onFailure) {
        this.onFailure = onFailure;
    }

    /** Whether others go on after a failure. */
    public boolean goesOn() {
        return onFailure == OnFailure.CONTINUE;
    }

    /** Of several reasons for one thing the first one stays. */
    public synchronized void add(SetAside thing) {
        things.putIfAbsent(thing.object(), thing);
    }

    /** In the order in which they were set aside. */
    public synchronized List<SetAside> things() {
        return List.copyOf(things.values());
    }

    /** The objects, in the target's terms. */
    public synchronized Set<ObjectName> objects() {
        return Set.copyOf(things.keySet());
    }

    /** Whether a source table's rows stay behind. */
    public synchronized boolean holds(TableName table) {
        return things.values().stream().anyMatch(thing -> table.equals(thing.table()));
    }

    /** The source tables whose rows stay behind. */
    public synchronized Set<TableName> tables() {
        return things.values().stream()
                .map(SetAside::table)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    /** Whose fault the first failure is; empty when nothing failed. */
    public synchronized Optional<Category> category() {
        return things.values().stream()
                .map(SetAside::category)
                .filter(Objects::nonNull)
                .findFirst();
    }
}
