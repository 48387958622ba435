package dev.sterna.config;

import com.typesafe.config.ConfigObject;
import dev.sterna.config.Settings.BackupSettings;
import dev.sterna.config.Settings.ChunkSize;
import dev.sterna.config.Settings.ExistingRows;
import dev.sterna.config.Settings.OnFailure;
import dev.sterna.config.Settings.Strategy;
import dev.sterna.model.Side;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the resolved configuration, section by section. */
final class SettingsReader {
    static final String ROOT = "sterna";
    private static final String AT_LEAST_ONE = "a whole number, at least 1";

    private final Surroundings outside;
    private final KnownKeys known;
    private final Problems problems;

    SettingsReader(Surroundings outside, KnownKeys known, Problems problems) {
        this.outside = outside;
        this.known = known;
        this.problems = problems;
    }

    Settings read(ConfigObject everything) {
        Section top = new Section(List.of(), everything, known, problems);
        Section root = top.section(ROOT);
        Map<String, String> spark = root.map("spark");
        EndpointReader endpoints = new EndpointReader(outside, spark, problems);
        Settings settings = new Settings(
                workspace(root),
                root.choice("strategy", Strategy.class),
                endpoints.read(root.section("source"), Side.SOURCE),
                endpoints.read(root.section("target"), Side.TARGET),
                new TablesReader(outside, problems).read(root.section("tables")),
                values(root.section("types")),
                typeMap(root.section("types")),
                chunk(root.section("chunk")),
                root.choice("existing-rows", ExistingRows.class),
                root.texts("truncate-foreign-rows"),
                root.number("max-rejects", rows -> rows >= 0, "a whole number, at least 0"),
                root.choice("on-failure", OnFailure.class),
                backup(root.section("backup")),
                spark,
                excludedObjects(root.section("objects")),
                sync(root.section("sync")),
                validate(root.section("validate")),
                drill(root.section("drill"), endpoints),
                restoreTarget(root.section("restore"), endpoints),
                cutover(root.section("cutover")),
                waves(root.section("waves")),
                monitor(root.section("monitor")),
                decommission(root.section("decommission"), root.section("evidence")));
        root.unknownKeys();
        strangers(top, root);
        return settings;
    }

    private String workspace(Section root) {
        String location = root.text("workspace").orElse("");
        if (location.isBlank()) {
            root.missing("workspace", "Set it to a directory or a URI, as in \"file:///var/lib/sterna\"");
            return "";
        }
        if (location.matches("[a-zA-Z][a-zA-Z0-9+.-]+://[^@]*:.*@.*")) {
            problems.add(
                    "password-in-url",
                    root.origin("workspace"),
                    "Invalid sterna.workspace: " + ShownUrl.inText(location) + " (must not hold a password)",
                    "Give the file system its keys by sterna.spark, as in \"spark.hadoop.fs.s3a.access.key\"");
            return "";
        }
        String trimmed = location.length() > 1 ? location.replaceFirst("/+$", "") : location;
        try {
            if (trimmed.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*")) {
                return URI.create(trimmed).toString();
            }
            // Not by toUri: that appends a slash only if the directory exists.
            return "file://"
                    + new URI(
                                    null,
                                    null,
                                    Path.of(trimmed)
                                            .toAbsolutePath()
                                            .normalize()
                                            .toString(),
                                    null)
                            .getRawPath();
        } catch (java.net.URISyntaxException | IllegalArgumentException bad) {
            boolean path = bad instanceof InvalidPathException;
            root.value("workspace")
                    .ifPresent(value -> root.wrong("workspace", value, path ? "a path" : "a path or a URI"));
            return "";
        }
    }

    private static ValuePolicy values(Section types) {
        ValuePolicy policy = new ValuePolicy(
                types.choice("on-zero-date", ValuePolicy.OnZeroDate.class),
                types.choice("on-nul-character", ValuePolicy.OnNulCharacter.class),
                types.choice("on-undecodable", ValuePolicy.OnUndecodable.class),
                types.choice("on-not-finite", ValuePolicy.OnNotFinite.class),
                types.choice("on-out-of-range", ValuePolicy.OnOutOfRange.class),
                types.choice("on-excess-digits", ValuePolicy.OnExcessDigits.class),
                types.choice("range-checks", ValuePolicy.RangeChecks.class));
        types.map("map");
        types.unknownKeys();
        return policy;
    }

    private Map<String, String> typeMap(Section types) {
        Map<String, String> map = types.map("map");
        for (String key : map.keySet()) {
            int colon = key.indexOf(':');
            String columns = colon < 0 ? key : key.substring(0, colon);
            if (!columns.contains(".") || colon == key.length() - 1) {
                problems.add(
                        "invalid-type-map",
                        types.section("map").origin(key),
                        "Invalid key of sterna.types.map: " + key
                                + " (must be a glob of schema.table.column, or one, a colon and the source's type)",
                        "Write it as in \"shop.orders.flags\" = \"bigint\", or \"shop.*.flags:int unsigned\" = \"bigint\""
                                + " for columns of that type only");
            }
        }
        return map;
    }

    private List<String> excludedObjects(Section objects) {
        List<String> patterns = objects.texts("exclude");
        for (String pattern : patterns) {
            if (!pattern.strip().contains(" ")) {
                problems.add(
                        "invalid-object-pattern",
                        objects.origin("exclude"),
                        "Invalid pattern in sterna.objects.exclude: " + pattern
                                + " (must be a kind, a blank and a name)",
                        "Write it as in \"trigger shop.orders.*\", or with any kind: \"* shop.orders.*\"");
            }
        }
        objects.unknownKeys();
        return patterns;
    }

    private static ChunkSize chunk(Section chunk) {
        ChunkSize size = new ChunkSize(
                chunk.number("rows", rows -> rows >= 1, AT_LEAST_ONE),
                chunk.size("bytes", bytes -> bytes >= 1024, "a size of at least 1KiB, as in 128MiB"));
        chunk.unknownKeys();
        return size;
    }

    private static BackupSettings backup(Section backup) {
        BackupSettings settings = new BackupSettings(
                backup.choice("reader", BackupSettings.Reader.class),
                Math.toIntExact(backup.number(
                        "zstd-level", level -> level >= 1 && level <= 22, "a whole number from 1 to 22")));
        backup.unknownKeys();
        return settings;
    }

    private static SyncSettings sync(Section sync) {
        SyncSettings settings = new SyncSettings(
                sync.choice("changes", SyncSettings.Changes.class),
                sync.fraction("max-delete-fraction"),
                sync.duration("settle"),
                Math.toIntExact(sync.number(
                        "batch-keys", rows -> rows >= 1 && rows <= 100_000, "a whole number from 1 to 100000")),
                sync.number("executors-from", rows -> rows >= 1, AT_LEAST_ONE),
                sync.choice("source-objects", SyncSettings.SourceObjects.class),
                sync.duration("max-outage"),
                sync.parsed("on-conflict", OnConflict::of, OnConflict.FORM, OnConflict.FAIL),
                sync.choice("prove", SyncSettings.Prove.class),
                sync.duration("max-lag"));
        sync.unknownKeys();
        return settings;
    }

    private static ValidateSettings validate(Section validate) {
        ValidateSettings settings = new ValidateSettings(
                validate.text("queries").orElse(""),
                validate.number("max-rows", rows -> rows >= 0, "a whole number, at least 0"),
                validate.duration("max-time"));
        validate.unknownKeys();
        return settings;
    }

    private static DrillSettings drill(Section drill, EndpointReader endpoints) {
        DrillSettings settings = new DrillSettings(
                endpoints.other(drill.section("target")),
                drill.duration("max-age"),
                drill.choice("in-run", DrillSettings.InRun.class));
        drill.unknownKeys();
        return settings;
    }

    private static OtherTarget restoreTarget(Section restore, EndpointReader endpoints) {
        OtherTarget target = endpoints.other(restore.section("target"));
        restore.unknownKeys();
        return target;
    }

    private static CutoverSettings cutover(Section cutover) {
        Section hooks = cutover.section("hooks");
        CutoverSettings settings = new CutoverSettings(
                cutover.duration("max-freeze"),
                cutover.duration("max-gate-age"),
                cutover.choice("drill", CutoverSettings.Drill.class),
                cutover.texts("acknowledged"),
                new CutoverSettings.Hooks(
                        hooks.texts("before-switch"), hooks.texts("after-switch"), hooks.texts("on-failure")),
                cutover.choice("in-run", CutoverSettings.InRun.class));
        hooks.unknownKeys();
        cutover.unknownKeys();
        return settings;
    }

    private static WaveSettings waves(Section waves) {
        WaveSettings settings = new WaveSettings(
                Math.toIntExact(
                        waves.number("count", count -> count >= 1 && count <= 1000, "a whole number from 1 to 1000")),
                waves.lists("tables"),
                waves.choice("source", WaveSettings.Source.class));
        waves.unknownKeys();
        return settings;
    }

    private static MonitorSettings monitor(Section monitor) {
        MonitorSettings settings = new MonitorSettings(
                monitor.number("repeat", times -> times >= 1 && times <= 1000, "a whole number from 1 to 1000"),
                monitor.duration("timeout"),
                monitor.parsed(
                        "slower",
                        text -> Optional.of(text)
                                .filter(number -> number.matches("[0-9]{1,6}([.][0-9]{1,6})?"))
                                .map(BigDecimal::new)
                                .filter(times -> times.compareTo(BigDecimal.ONE) >= 0),
                        "a number, at least 1, as in 2.0",
                        BigDecimal.ONE),
                monitor.duration("unused-after"));
        monitor.unknownKeys();
        return settings;
    }

    private static DecommissionSettings decommission(Section decommission, Section evidence) {
        DecommissionSettings settings = new DecommissionSettings(
                decommission.duration("grace"),
                decommission.choice("action", DecommissionSettings.Action.class),
                decommission.text("rename-to").orElse(""),
                decommission.texts("accept"),
                decommission.choice("drill", CutoverSettings.Drill.class),
                decommission.text("final-backup").orElse(""),
                evidence.text("key-file").orElse(""));
        decommission.unknownKeys();
        evidence.unknownKeys();
        return settings;
    }

    /** Keys outside of sterna are the user's own, for substitutions, unless they look like ours gone astray. */
    private void strangers(Section top, Section root) {
        for (String key : top.keys()) {
            if (key.equals(ROOT) || outside.environment().containsKey(key)) {
                continue;
            }
            if (root.keys().contains(key)) {
                problems.add(
                        "unknown-key",
                        top.origin(key),
                        "Unknown key " + key,
                        "Did you mean sterna." + key + "? Put it inside of sterna { }");
            } else if (Nearest.distance(key, ROOT) <= 2) {
                problems.add("unknown-key", top.origin(key), "Unknown key " + key, "Did you mean sterna?");
            }
        }
    }
}
