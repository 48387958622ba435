package dev.sterna.migration;

import dev.sterna.dialect.server.DatabaseIdentity;
import dev.sterna.error.Category;
import dev.sterna.error.Problem;
import dev.sterna.error.SternaException;
import dev.sterna.model.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The one server of a source and of what is to be written to: then a table that is written to may be one of the source. Judged by what
 * the servers say of themselves, never by URLs. It holds for a migration's target and for any other end that is to be written to.
 */
public final class SharedServer {
    private static final int SHOWN = 5;

    private final Database source;
    private final Database target;
    private final DatabaseIdentity identity;

    private SharedServer(Database source, Database target) {
        this.source = source;
        this.target = target;
        this.identity = source.server().identity();
    }

    /** Empty when the two are on different servers. */
    public static Optional<SharedServer> of(Database source, Database target) {
        return source.server().identity().isSameServer(target.server().identity())
                ? Optional.of(new SharedServer(source, target))
                : Optional.empty();
    }

    /** Whether a table of the one may be a table of the other, as far as databases and schemas tell. */
    public boolean overlaps(Collection<String> sourceSchemas, Collection<String> targetSchemas) {
        Set<String> folded = targetSchemas.stream().map(identity::folded).collect(Collectors.toSet());
        return isOneDatabase() && sourceSchemas.stream().map(identity::folded).anyMatch(folded::contains);
    }

    /**
     * Refuses to write into tables that are read.
     *
     * @param targets the table to write to, by the source table whose rows it is to take
     * @param sources all tables of the source that take part, also those that are not written anywhere now
     * @throws SternaException (REFUSED) naming the tables
     */
    public void requireOtherTables(Map<TableName, TableName> targets, Collection<TableName> sources) {
        if (!isOneDatabase()) {
            return;
        }
        Set<TableName> read = new HashSet<>();
        sources.forEach(name -> read.add(identity.folded(name)));
        targets.keySet().forEach(name -> read.add(identity.folded(name)));
        List<String> themselves = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        new TreeMap<>(targets).forEach((from, to) -> {
            if (identity.folded(from).equals(identity.folded(to))) {
                themselves.add(from.toString());
            } else if (read.contains(identity.folded(to))) {
                problems.add(Problem.error(
                        "target-is-source-table",
                        from.toString(),
                        "Cannot migrate " + from + " into " + to + ": " + to + " is a table of the source as well, "
                                + where(),
                        "Choose a name in sterna.tables.rename that no table of the source has, or name another"
                                + " database in sterna.target.url"));
            }
        });
        if (!themselves.isEmpty()) {
            problems.add(0, themselves(themselves));
        }
        if (!problems.isEmpty()) {
            throw new SternaException(Category.REFUSED, problems, null);
        }
    }

    /**
     * Refuses to write to sequences that the source's tables count by.
     *
     * @param wanted the target's sequences
     * @param sources the source's
     * @throws SternaException (REFUSED) naming the sequences
     */
    void requireOtherSequences(Collection<TableName> wanted, Collection<TableName> sources) {
        if (!isOneDatabase()) {
            return;
        }
        Set<TableName> read = sources.stream().map(identity::folded).collect(Collectors.toSet());
        List<Problem> problems = wanted.stream()
                .filter(name -> read.contains(identity.folded(name)))
                .sorted()
                .map(name -> Problem.error(
                        "target-is-source-sequence",
                        name.toString(),
                        "Cannot set sequence " + name + ": it is one of the source, " + where(),
                        "Have the tables go to another schema by sterna.target.schemas, or leave the sequence out:"
                                + " sterna.objects.exclude = [\"sequence " + name + "\"]"))
                .toList();
        if (!problems.isEmpty()) {
            throw new SternaException(Category.REFUSED, problems, null);
        }
    }

    /** What a person should know of it, before anything is written. */
    public List<String> told(List<String> sourceSchemas) {
        List<String> lines = new ArrayList<>();
        lines.add("source and target are "
                + (ledgerIsInSource(sourceSchemas) ? "one database of one server" : "two databases of one server"));
        if (ledgerIsInSource(sourceSchemas)) {
            lines.add("the ledger lies in the source's own database: "
                    + ledger().stream().map(TableName::toString).collect(Collectors.joining(", ")));
        }
        return lines;
    }

    private boolean isOneDatabase() {
        return identity.isSameDatabase(target.server().identity());
    }

    /** Where a schema is a database, the source's are those that are read. */
    private boolean ledgerIsInSource(List<String> sourceSchemas) {
        return isOneDatabase()
                && (!identity.database().isEmpty()
                        || overlaps(
                                sourceSchemas,
                                ledger().stream().map(TableName::schema).toList()));
    }

    private List<TableName> ledger() {
        return target.ask(
                "find the ledger", connection -> target.dialect().ledger().tables(connection));
    }

    private Problem themselves(List<String> names) {
        String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())))
                + (names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "");
        return Problem.error(
                "source-is-target",
                names.size() == 1 ? names.get(0) : null,
                "Cannot migrate " + (names.size() == 1 ? "a table" : names.size() + " tables") + " into "
                        + (names.size() == 1 ? "itself" : "themselves") + ": " + shown + ", " + where(),
                "Name another database in sterna.target.url, or have the tables go to another schema or name by"
                        + " sterna.target.schemas or sterna.tables.rename");
    }

    private String where() {
        return "since " + source.server().label() + " and " + target.server().label() + " are one database";
    }
}
