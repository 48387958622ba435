package dev.sterna.changes;

import dev.sterna.compare.JsonColumns;
import dev.sterna.compare.TablePair;
import dev.sterna.dialect.rows.BulkLoad.Incoming;
import dev.sterna.digest.RowHash;
import dev.sterna.migration.Database;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.Slice;
import dev.sterna.model.Table;
import dev.sterna.model.TableName;
import java.util.List;

/**
 * A table whose rows are brought to the target.
 *
 * @param source whose sessions look first in the table's schema; {@code target} likewise
 * @param columns as the target has them now, in the order of the source's stored ones, and as what they come
 * @param hash by which rows without a key are told apart
 */
public record ChangedTable(Database source, Database target, TablePair pair, List<Incoming> columns, RowHash hash) {
    public ChangedTable {
        columns = List.copyOf(columns);
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

    /** The query that reads a slice, the same as that of a backup. */
    String select(Slice slice) {
        return source.dialect()
                .sql()
                .select(
                        sourceTable(),
                        slice,
                        pair.source().where(),
                        pair.source().conversions());
    }

    /** Both sides' rows as they are hashed when rows are looked for. */
    TablePair seen() {
        return JsonColumns.of(pair, target.dialect().digests()).seen(pair);
    }

    /**
     * The slice by which rows that were found in one can be read: itself, but where it is by what rows are seen as, which a
     * query for the rows as they are knows nothing of.
     */
    Slice readable(Slice slice) {
        boolean asTheyAre = pair.source().conversions().isEmpty()
                && !JsonColumns.of(pair, target.dialect().digests()).any();
        return asTheyAre ? slice : new Slice.Whole();
    }
}
