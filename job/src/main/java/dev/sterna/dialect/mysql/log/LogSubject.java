package dev.sterna.dialect.mysql.log;

import dev.sterna.model.TableName;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What is looked for in a log. Names are compared as the server does: where it takes them in any case, so do we. */
final class LogSubject {
    private static final String UTF_8 = "utf8mb4";

    private final Map<TableName, LoggedTable> tables = new HashMap<>();
    private final Map<Integer, String> charsets;
    private final boolean anyCase;
    private final boolean uuidsAreTurned;

    /** @param charsets by the number of a collation */
    LogSubject(Iterable<LoggedTable> all, Map<Integer, String> charsets, boolean anyCase, boolean uuidsAreTurned) {
        this.charsets = Map.copyOf(charsets);
        this.anyCase = anyCase;
        this.uuidsAreTurned = uuidsAreTurned;
        all.forEach(table -> tables.put(folded(table.name()), table));
    }

    boolean uuidsAreTurned() {
        return uuidsAreTurned;
    }

    /** The character set of a collation; for one that nobody knows, that of most. */
    BinlogCharset charset(int collation) {
        String name = charsets.getOrDefault(collation, UTF_8);
        return BinlogCharset.of(BinlogCharset.isKnown(name) ? name : UTF_8);
    }

    Optional<LoggedTable> table(TableName name) {
        return Optional.ofNullable(tables.get(folded(name)));
    }

    /** The tables of a schema. */
    Iterable<LoggedTable> in(String schema) {
        return tables.entrySet().stream()
                .filter(entry -> entry.getKey().schema().equals(folded(schema)))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Whether one of the schemas has a table that is followed. */
    boolean hasTableIn(Set<String> schemas) {
        Set<String> folded = new TreeSet<>();
        schemas.forEach(schema -> folded.add(folded(schema)));
        return tables.keySet().stream().anyMatch(table -> folded.contains(table.schema()));
    }

    private TableName folded(TableName name) {
        return new TableName(folded(name.schema()), folded(name.name()));
    }

    private String folded(String name) {
        return anyCase ? name.toLowerCase(Locale.ROOT) : name;
    }
}
