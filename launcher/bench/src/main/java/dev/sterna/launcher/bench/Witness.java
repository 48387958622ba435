package dev.sterna.launcher.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks by plain SQL at the rows in which something was planted, on both sides; it knows nothing of digests. */
final class Witness implements AutoCloseable {
    private final Connection sourceConnection;
    private final Connection targetConnection;
    private final PlainRows source;
    private final PlainRows target;

    Witness(String table, Server source, Server target) throws SQLException {
        this.sourceConnection = source.connect(Map.of());
        this.targetConnection = target.connect(Map.of());
        List<PlainColumn> columns = PlainRows.columns(sourceConnection, table);
        this.source = new PlainRows(sourceConnection, table, DiffBench.KEY, columns);
        this.target = new PlainRows(targetConnection, table, DiffBench.KEY, columns);
    }

    /** How many of them are there as they are told. */
    long seen(List<Planted> planted) throws SQLException {
        long seen = 0;
        for (Planted one : planted) {
            Optional<Planted> there = at(one.key());
            seen += there.isPresent() && there.get().equals(one) ? 1 : 0;
        }
        return seen;
    }

    /** How many of their rows differ at all. */
    long differing(List<Planted> planted) throws SQLException {
        long differing = 0;
        for (Planted one : planted) {
            differing += at(one.key()).isPresent() ? 1 : 0;
        }
        return differing;
    }

    /** How many more rows the target has. */
    long surplus() throws SQLException {
        return target.count() - source.count();
    }

    private Optional<Planted> at(List<String> key) throws SQLException {
        Optional<PlainRow> here = source.of(key);
        Optional<PlainRow> there = target.of(key);
        if (here.isEmpty() || there.isEmpty()) {
            return here.isEmpty() && there.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            new Planted(here.isEmpty() ? Planted.Kind.EXTRA : Planted.Kind.MISSING, key, Set.of()));
        }
        Set<String> columns = source.columns().stream()
                .map(PlainColumn::name)
                .filter(name ->
                        !PlainRows.same(here.get().value(name), there.get().value(name)))
                .collect(Collectors.toSet());
        return columns.isEmpty() ? Optional.empty() : Optional.of(new Planted(Planted.Kind.CHANGED, key, columns));
    }

    @Override
    public void close() throws SQLException {
        try (targetConnection) {
            sourceConnection.close();
        }
    }
}
