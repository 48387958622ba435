package dev.sterna.sync;

import dev.sterna.dialect.log.Changes;
import dev.sterna.dialect.log.Commit;
import dev.sterna.model.LogPosition;
import dev.sterna.model.TableName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the log has told between two commits, merged: which is to be brought before the later position is noted. */
final class Cycle {
    private final Map<TableName, Set<List<String>>> keys = new LinkedHashMap<>();
    private final Set<TableName> truncated = new HashSet<>();
    private final Set<TableName> redefined = new HashSet<>();
    private final Set<String> markers = new HashSet<>();
    private final List<Commit> commits = new ArrayList<>();
    private final List<SpilledKeys> spilled = new ArrayList<>();
    private int count;
    private long changes;
    private boolean within;

    void add(Changes piece) {
        piece.truncated().forEach(table -> {
            truncated.add(table);
            Set<List<String>> gone = keys.remove(table);
            count -= gone == null ? 0 : gone.size();
        });
        piece.keys().forEach((table, some) -> {
            Set<List<String>> all = keys.computeIfAbsent(table, name -> new LinkedHashSet<>());
            int before = all.size();
            all.addAll(some);
            count += all.size() - before;
            changes += some.size();
        });
        redefined.addAll(piece.redefined());
        markers.addAll(piece.markers());
        piece.commit().ifPresent(commits::add);
        within = piece.commit().isEmpty();
    }

    /** Puts the keys aside that are here by now. */
    void spill(SpilledKeys file) {
        file.write(keys);
        spilled.add(file);
        keys.clear();
        count = 0;
    }

    /** How many keys are here. */
    int count() {
        return count;
    }

    /** How many changes the log told of. */
    long changes() {
        return changes;
    }

    /** Whether a transaction goes on, whose end has not come. */
    boolean isWithinTransaction() {
        return within;
    }

    boolean isEmpty() {
        return changes == 0 && truncated.isEmpty() && redefined.isEmpty() && markers.isEmpty();
    }

    /** The keys, in parts that fit into memory, those first that were put aside. */
    List<SpilledKeys> spilled() {
        return List.copyOf(spilled);
    }

    Map<TableName, Set<List<String>>> keys() {
        return keys;
    }

    Set<TableName> truncated() {
        return truncated;
    }

    Set<TableName> redefined() {
        return redefined;
    }

    Set<String> markers() {
        return markers;
    }

    List<Commit> commits() {
        return commits;
    }

    /** From where the log is to be read on when all of it is in; empty when no commit came. */
    Optional<LogPosition> position() {
        return commits.isEmpty()
                ? Optional.empty()
                : Optional.of(commits.get(commits.size() - 1).position());
    }
}
