package dev.sterna.config;

import java.util.List;
import java.util.Map;

/**
 * The whole configuration of a migration, checked.
 *
 * @param workspace URI of the directory of runs, without a trailing slash
 * @param maxRejects how many rows of a run the target may refuse; 0: the first one ends the load
 * @param spark properties for Spark and, with the prefix {@code spark.hadoop.}, for Hadoop; values may be secret
 * @param truncateForeignRows globs over target tables whose rows may be removed though Sterna has not loaded them
 * @param onFailure what becomes of the rest when a table or object fails
 * @param excludedObjects patterns over kind and name, as in {@code trigger shop.orders.*}
 * @param restoreTarget where a restore goes that no command line sends elsewhere
 */
public record Settings(
        String workspace,
        Strategy strategy,
        Endpoint source,
        Endpoint target,
        TableSelection tables,
        ValuePolicy types,
        Map<String, String> typeMap,
        ChunkSize chunk,
        ExistingRows existingRows,
        List<String> truncateForeignRows,
        long maxRejects,
        OnFailure onFailure,
        BackupSettings backup,
        Map<String, String> spark,
        List<String> excludedObjects,
        SyncSettings sync,
        ValidateSettings validate,
        DrillSettings drill,
        OtherTarget restoreTarget,
        CutoverSettings cutover,
        WaveSettings waves,
        MonitorSettings monitor,
        DecommissionSettings decommission) {

    public Settings {
        typeMap = Map.copyOf(typeMap);
        spark = Map.copyOf(spark);
        truncateForeignRows = List.copyOf(truncateForeignRows);
        excludedObjects = List.copyOf(excludedObjects);
    }

    /** Without properties for Spark, with all objects, and with nothing that may be refused or fail. */
    public Settings(
            String workspace,
            Strategy strategy,
            Endpoint source,
            Endpoint target,
            TableSelection tables,
            ValuePolicy types,
            Map<String, String> typeMap,
            ChunkSize chunk,
            ExistingRows existingRows,
            BackupSettings backup) {
        this(
                workspace,
                strategy,
                source,
                target,
                tables,
                types,
                typeMap,
                chunk,
                existingRows,
                List.of(),
                0,
                OnFailure.STOP,
                backup,
                Map.of(),
                List.of(),
                SyncSettings.DEFAULT,
                ValidateSettings.DEFAULT,
                DrillSettings.DEFAULT,
                OtherTarget.NONE,
                CutoverSettings.DEFAULT,
                WaveSettings.DEFAULT,
                MonitorSettings.DEFAULT,
                DecommissionSettings.DEFAULT);
    }

    /** The same with another way to follow the source. */
    public Settings with(SyncSettings other) {
        return with(tables, typeMap, existingRows, other, validate, cutover, monitor, decommission);
    }

    /** The same with another way to validate. */
    public Settings with(ValidateSettings other) {
        return with(tables, typeMap, existingRows, sync, other, cutover, monitor, decommission);
    }

    /** The same with another way to cut over. */
    public Settings with(CutoverSettings other) {
        return with(tables, typeMap, existingRows, sync, validate, other, monitor, decommission);
    }

    /** The same with another way to look after it. */
    public Settings with(MonitorSettings other) {
        return with(tables, typeMap, existingRows, sync, validate, cutover, other, decommission);
    }

    /** The same with another way to retire the source. */
    public Settings with(DecommissionSettings other) {
        return with(tables, typeMap, existingRows, sync, validate, cutover, monitor, other);
    }

    /** The same with other tables, types of the user's own, and another word on rows that are there. */
    public Settings with(TableSelection otherTables, Map<String, String> otherTypes, ExistingRows otherRows) {
        return with(otherTables, otherTypes, otherRows, sync, validate, cutover, monitor, decommission);
    }

    private Settings with(
            TableSelection otherTables,
            Map<String, String> otherTypes,
            ExistingRows otherRows,
            SyncSettings otherSync,
            ValidateSettings otherValidate,
            CutoverSettings otherCutover,
            MonitorSettings otherMonitor,
            DecommissionSettings otherDecommission) {
        return new Settings(
                workspace,
                strategy,
                source,
                target,
                otherTables,
                types,
                otherTypes,
                chunk,
                otherRows,
                truncateForeignRows,
                maxRejects,
                onFailure,
                backup,
                spark,
                excludedObjects,
                otherSync,
                otherValidate,
                drill,
                restoreTarget,
                otherCutover,
                waves,
                otherMonitor,
                otherDecommission);
    }

    /** Whether a phased run brings what changes while it goes. */
    public boolean hasLiveWaves() {
        return strategy == Strategy.PHASED && waves.source() == WaveSettings.Source.LIVE;
    }

    /** Whether a whole run goes on to the switch. */
    public boolean cutsOver() {
        return cutover.inRun() == CutoverSettings.InRun.ON;
    }

    /** How a run goes through the steps. */
    public enum Strategy {
        BIG_BANG,
        PARALLEL,
        PHASED
    }

    /** What to do with a target table that has rows before the load. */
    public enum ExistingRows {
        REFUSE,
        TRUNCATE,
        KEEP
    }

    /** What to do with the rest when one table or object fails. */
    public enum OnFailure {
        CONTINUE,
        STOP
    }

    /** The wanted size of a chunk: whichever bound is reached first. */
    public record ChunkSize(long rows, long bytes) {}

    /**
     * Which tables take part, by globs over {@code schema.table} (a glob without a dot matches the table's name in any
     * schema).
     *
     * @param rename qualified source name to qualified target name
     * @param renameColumns source column, with schema and table, to its name in the target
     * @param where qualified source name to an SQL condition in the source's dialect
     * @param chunkRows qualified source name to wanted rows of a chunk
     * @param ddl qualified source name to the user's own statement that creates the target table
     * @param changes qualified source name to who says which of its rows changed
     */
    public record TableSelection(
            List<String> include,
            List<String> exclude,
            Map<String, String> rename,
            Map<String, String> renameColumns,
            Map<String, String> where,
            Map<String, Long> chunkRows,
            Map<String, String> ddl,
            Map<String, TableChanges> changes) {
        public TableSelection {
            include = List.copyOf(include);
            exclude = List.copyOf(exclude);
            rename = Map.copyOf(rename);
            renameColumns = Map.copyOf(renameColumns);
            where = Map.copyOf(where);
            chunkRows = Map.copyOf(chunkRows);
            ddl = Map.copyOf(ddl);
            changes = Map.copyOf(changes);
        }

        /** With columns called as they are, and without statements of the user's own. */
        public TableSelection(
                List<String> include,
                List<String> exclude,
                Map<String, String> rename,
                Map<String, String> where,
                Map<String, Long> chunkRows) {
            this(include, exclude, rename, Map.of(), where, chunkRows, Map.of(), Map.of());
        }

        /** The same with others who say which rows of some tables changed. */
        public TableSelection withChanges(Map<String, TableChanges> others) {
            return new TableSelection(include, exclude, rename, renameColumns, where, chunkRows, ddl, others);
        }

        /** All tables under their own names, read as a whole and made as they are converted. */
        public TableSelection plain() {
            return new TableSelection(List.of("*"), List.of(), Map.of(), Map.of(), Map.of());
        }

        /** The same, with tables made as they are converted. */
        public TableSelection withoutDdl() {
            return new TableSelection(include, exclude, rename, renameColumns, where, chunkRows, Map.of(), changes);
        }
    }

    /** How a backup reads and writes. */
    public record BackupSettings(Reader reader, int zstdLevel) {
        /** Who reads the source: our own reader, or Spark's JDBC data source. */
        public enum Reader {
            DIRECT,
            SPARK_JDBC
        }
    }
}
