package dev.sterna.dialect.server;

import dev.sterna.dialect.rows.BulkLoad;
import dev.sterna.dialect.rows.RowChanges;

/**
 * What an engine may have or lack. A dialect declares what its servers can have at best, and {@link Server#capabilities}
 * what one of them has, for the user and the settings of the connection that asked. Who needs something decides by this
 * and not by whose server it is.
 */
public enum Capability {
    /** Several connections can see the data of one moment: {@link Snapshots.Snapshot#shared}. */
    SHARED_SNAPSHOT,
    /** The server hashes rows by a hash that takes less of it than MD5 does: one of {@link Server#hashes}. */
    FAST_ROW_HASH,
    /** Rows come into ordinary tables as a stream, and not by INSERT: see {@link BulkLoad}. */
    STREAMED_LOAD,
    /** Rows can be deleted, inserted and updated by key, a set at a time: see {@link RowChanges}. */
    KEYED_CHANGES,
    /** The server tells this user where its log of changes stands: see {@link ChangeLog}. */
    LOG_POSITION,
    /** The server's log of changes tells this user which rows change: see {@code dialect.log.SourceLog}. */
    FOLLOWS_LOG,
    /** Tables can be cut by where their rows lie, whatever keys they have: {@link dev.sterna.model.Slice.PageRange}. */
    PAGE_RANGES,
    /** A unique key can be checked at the end of a transaction, when values have changed places. */
    DEFERRABLE_KEYS,
    /** A session looks for names without a schema in several schemas: see {@link dev.sterna.dialect.SchemaDdl#useSchema}. */
    SEARCH_PATH,
    /**
     * The database keeps values that belong to no table, under numbers of their own: see
     * {@link dev.sterna.dialect.SchemaReader#outsideTables}.
     */
    LARGE_OBJECTS,
    /**
     * Rows that were former ones on another server become former ones here: see
     * {@link dev.sterna.dialect.SchemaReader#withFormerRows}.
     */
    FORMER_ROWS,
    /** What a transaction creates is gone when it is rolled back. */
    TRANSACTIONAL_DDL,
    /** A table has rows without having a column that is written. */
    EMPTY_ROWS,
    /** The server counts how often indexes are read, and tells this user: {@link dev.sterna.dialect.health.IndexHealth#uses}. */
    COUNTS_INDEX_USE,
    /** The server counts rows that nobody sees any more: {@link dev.sterna.dialect.health.TableHealth#deadRows}. */
    COUNTS_DEAD_ROWS
}
