package dev.sterna.changes;

import dev.sterna.compare.JsonColumns;
import dev.sterna.compare.TablePair;
import dev.sterna.dialect.rows.BulkLoad.Incoming;
import dev.sterna.dialect.rows.RowSet;
import dev.sterna.digest.RowHash;
import dev.sterna.migration.Database;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Slice;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import java.io.Serializable;
import java.util.List;

/**
 * A table whose rows are brought from one side to the other. The side that they come from is the source here, whichever of the
 * migration's it is. It travels to executors.
 *
 * @param source whose sessions look first in the table's schema; {@code target} likewise
 * @param seen both sides' rows as they are hashed when rows are looked for
 * @param columns as the target has them now, in the order of the source's, and as what they come
 * @param hash by which rows without a key are told apart
 * @param reading how the source's rows are read
 * @param judged null where rows of the target are written whatever they are by then
 */
public record ChangedTable(
        Database source,
        Database target,
        TablePair pair,
        TablePair seen,
        List<Incoming> columns,
        RowHash hash,
        Reading reading,
        Judged judged)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    public ChangedTable {
        columns = List.copyOf(columns);
    }

    /**
     * The target's rows with all columns that are compared.
     *
     * @param told as they are hashed when rows are looked for
     * @param digested as they are hashed for digests
     */
    public record Judged(RowSet told, RowSet digested) implements Serializable {
        private static final long serialVersionUID = 1L;
    }

    /** How rows are read. */
    public enum Reading {
        /** By the query of a backup. */
        AS_BACKED_UP,
        /** As the types by which both sides compare them. */
        AS_COMPARED
    }

    /** One whose rows come from a migration's source by the query of its backup. */
    public ChangedTable(Database source, Database target, TablePair pair, List<Incoming> columns, RowHash hash) {
        this(
                source,
                target,
                pair,
                JsonColumns.of(pair, target.dialect().digests()).seen(pair),
                columns,
                hash,
                Reading.AS_BACKED_UP,
                null);
    }

    /**
     * One whose rows go back, from a migration's target to its source: as the source's types, which are those by which both sides
     * compare them.
     *
     * @param from the migration's target; {@code to} its source, in sessions that write
     * @param whole as both sides are compared
     * @param pair the same, of which some columns alone may be brought
     * @param there the source's table as it is now
     */
    public static ChangedTable back(
            Database from, Database to, TablePair whole, TablePair pair, Table there, RowHash hash) {
        List<Incoming> columns = pair.source().columns().stream()
                .map(column -> new Incoming(there.column(column.column().name()), column.as()))
                .toList();
        return new ChangedTable(
                from,
                to,
                pair.reversed().withTarget(there),
                JsonColumns.of(pair, from.dialect().digests())
                        .seen(pair)
                        .reversed()
                        .withTarget(there),
                columns,
                hash,
                Reading.AS_COMPARED,
                new Judged(
                        JsonColumns.of(whole, from.dialect().digests())
                                .seen(whole)
                                .source(),
                        whole.source()));
    }

    /** The source's qualified name, for messages and the ledger. */
    String name() {
        return pair.name();
    }

    Table sourceTable() {
        return pair.source().table();
    }

    Table targetTable() {
        return pair.target().table();
    }

    TableName sourceName() {
        return sourceTable().name();
    }

    List<Column> sourceColumns() {
        return sourceTable().storedColumns();
    }

    List<LogicalType> types() {
        return columns.stream().map(Incoming::type).toList();
    }

    /** Whether keys that are written otherwise may be the same. */
    boolean isToldByTexts() {
        return pair.key().stream()
                .map(name -> targetTable()
                        .column(pair.targetNames().get(name))
                        .type()
                        .kind())
                .anyMatch(kind -> switch (kind) {
                    case TEXT, CHAR, OPAQUE -> true;
                    case INT,
                            BOOL,
                            DECIMAL,
                            NUMERIC,
                            REAL,
                            BYTES,
                            BIT,
                            DATE,
                            TIME,
                            TIMESTAMP,
                            INSTANT,
                            UUID,
                            JSON,
                            ENUM,
                            SET -> false;
                });
    }

    /** What the target calls the key's columns. */
    List<String> targetKey() {
        return pair.target().key();
    }

    /** Rows of the source by their keys, as many at a time as a statement takes. */
    List<Slice.Keys> byKeys(List<List<String>> keys) {
        return source.dialect().sql().inStatements(new Slice.Keys(pair.key(), keys));
    }

    /** The query that reads a slice. */
    String select(Slice slice) {
        return switch (reading) {
            case AS_BACKED_UP ->
                source.dialect()
                        .sql()
                        .select(
                                sourceTable(),
                                slice,
                                pair.source().where(),
                                pair.source().conversions());
            case AS_COMPARED -> source.dialect().digests().canonicalRows(pair.sourceRows(slice));
        };
    }

    /**
     * The slice by which rows that were found in one can be read: itself, but where it is by what rows are seen as, which a
     * query for the rows as they are knows nothing of.
     */
    Slice readable(Slice slice) {
        boolean asTheyAre = pair.source().conversions().isEmpty() && seen.equals(pair);
        return asTheyAre ? slice : new Slice.Whole();
    }
}
