package dev.sterna.transfer;

import dev.sterna.dialect.rows.BulkLoad;
import dev.sterna.dialect.rows.ValueConversions;
import dev.sterna.digest.RowHash;
import dev.sterna.ledger.Ledger;
import dev.sterna.migration.Database;
import dev.sterna.migration.Migration;
import dev.sterna.model.Column;
import dev.sterna.model.Digest;
import dev.sterna.model.Slice;
import dev.sterna.model.Staged;
import dev.sterna.model.Table;
import dev.sterna.testing.StepRig;
import dev.sterna.testing.TestDatabase;
import dev.sterna.transfer.stage.HadoopSettings;
import dev.sterna.transfer.stage.StageSink;
import dev.sterna.transfer.stage.StagedChunk;
import dev.sterna.transfer.stage.StagedColumn;
import dev.sterna.transfer.stage.StagedTable;
import dev.sterna.transfer.table.ChunkQuery;
import dev.sterna.transfer.table.TableReading;
import dev.sterna.transfer.table.TableSource;
import dev.sterna.transfer.target.ChunkClaims;
import dev.sterna.transfer.target.Loading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** One table of rows of many types in two chunks, with Spark, a stage and a target of another engine. */
public final class TransferRig {
    public static final List<Integer> CHUNKS = List.of(0, 1);

    public final Database source;
    public final Database target;
    public final TestDatabase targetData;
    public final Ledger ledger;
    private final SparkSession spark;
    private final Path directory;
    private final Table from;
    private final Table to;

    public TransferRig(SparkSession spark, TestDatabase sourceData, TestDatabase targetData, Path directory) {
        this.spark = spark;
        this.directory = directory;
        this.targetData = targetData;
        create(sourceData);
        create(targetData);
        sourceData.execute(
                "INSERT INTO item VALUES (1, 'one', 1.50, '2024-02-29', '2024-02-29 12:34:56.789',"
                        + " 12345678901234567890.12345)",
                "INSERT INTO item VALUES (2, 'zwei ä', -0.01, '1969-12-31', '1969-12-31 23:59:59', -0.00001)",
                "INSERT INTO item VALUES (3, NULL, NULL, NULL, NULL, NULL)",
                "INSERT INTO item VALUES (4, '', 0, '0001-01-01', '2000-01-01 00:00:00', 0)");
        Migration migration =
                new StepRig(sourceData, targetData, directory).run("r").migration();
        this.source = migration.source();
        this.target = migration.target();
        this.ledger = migration.ledger();
        ledger.create();
        this.from = table(source);
        this.to = table(target);
    }

    private static void create(TestDatabase database) {
        String moment = switch (database.engine()) {
            case POSTGRESQL -> "timestamp(3)";
            case MARIADB, MYSQL -> "datetime(3)";
        };
        database.execute("CREATE TABLE item (id int NOT NULL PRIMARY KEY, name varchar(20), price decimal(10,2),"
                + " day date, moment " + moment + ", amount decimal(30,5))");
    }

    private static Table table(Database database) {
        return database.catalog(database.schemas()).tables().stream()
                .filter(table -> table.name().name().equals("item"))
                .findFirst()
                .orElseThrow();
    }

    public ChunkSource source() {
        return source(source, from);
    }

    private static ChunkSource source(Database database, Table table) {
        TableReading reading = new TableReading(database, table.name(), table.storedColumns(), List.of(), 10);
        List<ChunkQuery> chunks = CHUNKS.stream()
                .map(chunk -> new ChunkQuery(
                        chunk,
                        database.dialect()
                                .sql()
                                .select(table, new Slice.Whole(), "id % 2 = " + chunk, ValueConversions.NONE)))
                .toList();
        return TableSource.direct(reading, chunks);
    }

    /** The stage of the source's rows. */
    public StagedTable staged() {
        return staged("stage");
    }

    private StagedTable staged(String name) {
        List<StagedColumn> columns =
                from.storedColumns().stream().map(TransferRig::staged).toList();
        return new StagedTable(
                from.name().toString(),
                directory.resolve(name).toUri().toString(),
                columns,
                RowHash.MD5_60,
                100,
                HadoopSettings.of(new Configuration(false)));
    }

    private static StagedColumn staged(Column column) {
        return new StagedColumn(
                column.name(), column.type(), column.nativeType(), Staged.of(column.type()), column.nullable());
    }

    public StageSink stage() {
        return new StageSink(staged(), 1, CHUNKS);
    }

    /** Into the target, with the claims of a run. */
    public Loading loading(String runId) {
        return loading(
                new ChunkClaims.InLedger(ledger.chunks(), runId, from.name().toString()));
    }

    public Loading loading(ChunkClaims claims) {
        List<BulkLoad.Incoming> incoming = from.storedColumns().stream()
                .map(column -> new BulkLoad.Incoming(to.column(column.name()), column.type()))
                .toList();
        BulkLoad.Plan plan =
                target.ask("plan", connection -> target.dialect().bulk().plan(connection, to, incoming));
        return new Loading(from.name().toString(), target, plan, claims, null);
    }

    /** Runs the job; returns what was reported. */
    public <R> List<R> copy(ChunkSource rows, ChunkSink<R> sink) {
        List<R> reports = Collections.synchronizedList(new ArrayList<>());
        Transfer.copy(spark, rows, sink, reports::add);
        return reports;
    }

    /** Count and sum of what is in the target, by way of a stage of its own. */
    public Digest targetDigest() {
        return copy(source(target, to), new StageSink(staged("check"), 1, CHUNKS)).stream()
                .map(StagedChunk::digest)
                .reduce(Digest.EMPTY, Digest::plus);
    }

    public Map<Integer, Digest> ledgerChunks(String runId) {
        return ledger.loadedChunks(runId, from.name().toString());
    }

    public static SparkSession spark() {
        return SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .getOrCreate();
    }
}
