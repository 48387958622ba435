package dev.sterna.testing;

import dev.sterna.config.CutoverSettings;
import dev.sterna.config.DecommissionSettings;
import dev.sterna.config.Endpoint;
import dev.sterna.config.Secret;
import dev.sterna.config.Settings;
import dev.sterna.config.Settings.BackupSettings;
import dev.sterna.config.Settings.ChunkSize;
import dev.sterna.config.Settings.ExistingRows;
import dev.sterna.config.Settings.Strategy;
import dev.sterna.config.Settings.TableSelection;
import dev.sterna.config.SyncSettings;
import dev.sterna.config.ValuePolicy;
import dev.sterna.embedded.Login;
import dev.sterna.error.Problem;
import dev.sterna.migration.Migration;
import dev.sterna.step.Events;
import dev.sterna.step.RunContext;
import dev.sterna.step.Workspace;
import dev.sterna.transfer.progress.NoProgress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** Runs single steps, without the command line and as a rule without Spark, between two databases. Set the fields before use. */
public final class StepRig {
    public final TestDatabase source;
    public final TestDatabase target;
    public final List<String> output = Collections.synchronizedList(new ArrayList<>());
    public final List<Map.Entry<String, Map<String, Object>>> events = Collections.synchronizedList(new ArrayList<>());
    /** Who hears of events besides. */
    public Events also = (type, fields) -> {};

    public final List<Problem> warnings = Collections.synchronizedList(new ArrayList<>());
    public TableSelection tables = new TableSelection(List.of("*"), List.of(), Map.of(), Map.of(), Map.of());
    public ValuePolicy values = ValuePolicy.STRICT;
    public Map<String, String> typeMap = Map.of();
    public List<String> sourceSchemas = List.of();
    public List<String> targetSchemas = List.of();
    public List<String> only = List.of();
    public SyncSettings sync = SyncSettings.DEFAULT;
    public CutoverSettings cutover = CutoverSettings.DEFAULT;
    public DecommissionSettings decommission = DecommissionSettings.DEFAULT;
    public long chunkRows = 1000;
    public int connections = 4;
    public Login targetLogin;
    public Supplier<SparkSession> spark = () -> {
        throw new AssertionError("This step needs no Spark");
    };
    private final Path workspace;

    public StepRig(TestDatabase source, TestDatabase target, Path workspace) {
        this.source = source;
        this.target = target;
        this.workspace = workspace;
        this.targetLogin = new Login(target.user(), target.password());
    }

    /** The context of a run, with both servers probed. */
    public RunContext run(String runId) {
        Endpoint from = endpoint(source, new Login(source.user(), source.password()), sourceSchemas);
        Endpoint to = endpoint(target, targetLogin, targetSchemas);
        Settings settings = new Settings(
                        workspace.toUri().toString(),
                        Strategy.BIG_BANG,
                        from,
                        to,
                        tables,
                        values,
                        typeMap,
                        new ChunkSize(chunkRows, 128L << 20),
                        ExistingRows.REFUSE,
                        new BackupSettings(BackupSettings.Reader.DIRECT, 1))
                .with(sync)
                .with(cutover)
                .with(decommission);
        return new RunContext(
                runId,
                Migration.reach(settings),
                only,
                new Workspace(settings.workspace() + "/" + runId, new Configuration(false)),
                (type, fields) -> {
                    events.add(Map.entry(type, fields));
                    also.record(type, fields);
                },
                new NoProgress(),
                spark,
                output::add,
                warnings::add);
    }

    private Endpoint endpoint(TestDatabase database, Login login, List<String> schemas) {
        return new Endpoint(
                database.jdbcUrl(), login.user(), new Secret(login.password()), schemas, connections, Map.of());
    }
}
