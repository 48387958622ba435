package dev.sterna.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.changes.Deletes;
import dev.sterna.embedded.Engine;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.step.Outcome;
import dev.sterna.step.StepReport;
import dev.sterna.testing.Databases;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every type of a source, whatever the target has made of it, comes back as what it was. */
class ReverseTypesIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    Path directory;

    private static final Map<String, String> MYSQL = Map.ofEntries(
            Map.entry("tinyint unsigned", "255"),
            Map.entry("tinyint(1)", "1"),
            Map.entry("mediumint", "-8388608"),
            Map.entry("int unsigned", "4294967295"),
            Map.entry("bigint unsigned", "18446744073709551615"),
            Map.entry("decimal(40,10)", "-123456789012345678901234567890.0123456789"),
            Map.entry("float", "0.1"),
            Map.entry("double", "-1.7976931348623157e308"),
            Map.entry("year", "2024"),
            Map.entry("time(3)", "'-100:00:00.5'"),
            Map.entry("date", "'9999-12-31'"),
            Map.entry("datetime(6)", "'2024-02-29 23:59:59.999999'"),
            Map.entry("timestamp(6) NULL", "'2024-02-29 23:59:59.000001'"),
            Map.entry("bit(10)", "b'1000000001'"),
            Map.entry("bit(1)", "b'1'"),
            Map.entry("enum('a','b c','')", "'b c'"),
            Map.entry("set('x','y','z')", "'x,z'"),
            Map.entry("char(5)", "'ab'"),
            Map.entry("varchar(20) CHARACTER SET latin1", "'\u00e9'"),
            Map.entry("mediumtext", "concat('a\ttab, ', repeat('\ud83d\ude00', 3000))"),
            Map.entry("binary(4)", "unhex('01000200')"),
            Map.entry("varbinary(20)", "unhex('00ff5c0a')"),
            Map.entry("longblob", "repeat(unhex('00ff5c0a'), 5000)"));

    private static final Map<String, String> POSTGRESQL = Map.ofEntries(
            Map.entry("boolean", "true"),
            Map.entry("smallint", "-32768"),
            Map.entry("bigint", "9223372036854775807"),
            Map.entry("numeric", "1234567890.1200"),
            Map.entry("numeric(10,4)", "-0.0001"),
            Map.entry("real", "0.1"),
            Map.entry("double precision", "1e-300"),
            Map.entry("money", "'12.34'"),
            Map.entry("char(5)", "'ab'"),
            Map.entry("text", "E'a\\ttab \u00e9'"),
            Map.entry("bytea", "'\\x00ff5c0a'"),
            Map.entry("date", "'2024-02-29'"),
            Map.entry("time", "'23:59:59.999999'"),
            Map.entry("timestamp", "'2024-02-29 23:59:59.5'"),
            Map.entry("timestamptz", "'2024-02-29 23:59:59.5+02'"),
            Map.entry("interval", "'1 mon 2 days 03:04:05.6'"),
            Map.entry("uuid", "'00000000-0000-0000-0000-0000000000aa'"),
            Map.entry("jsonb", "'{\"a\": [1, null, \"x\"]}'"),
            Map.entry("text[]", "'{a,\"b c\",NULL}'"),
            Map.entry("inet", "'10.0.0.1/8'"),
            Map.entry("int4range", "'[1,5)'"),
            Map.entry("bit(5)", "B'10101'"),
            Map.entry("bit varying", "B'101'"),
            Map.entry("xml", "'<a>b</a>'"));

    @ParameterizedTest
    @EnumSource
    void everyTypeComesBack(Engine source) {
        Engine target = source == Engine.POSTGRESQL ? Engine.MARIADB : Engine.POSTGRESQL;
        comesBack(source, target);
    }

    @ParameterizedTest
    @EnumSource
    void everyTypeComesBackWithinOneEngine(Engine engine) {
        comesBack(engine, engine);
    }

    private void comesBack(Engine source, Engine target) {
        SyncRig rig = new SyncRig(
                DATABASES.create(source), DATABASES.create(target), directory, ObjectKind.UNIQUE_CONSTRAINT);
        rig.settings(100, "1");
        if (target == Engine.POSTGRESQL && source != Engine.POSTGRESQL) {
            rig.steps.typeMap = Map.of("*.item.*:time(3)", "interval");
        }
        Map<String, String> types = source == Engine.POSTGRESQL ? POSTGRESQL : MYSQL;
        List<String> names = types.keySet().stream().sorted().toList();
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            columns.append(", c").append(i).append(' ').append(names.get(i));
        }
        String all = names.stream().map(types::get).collect(Collectors.joining(", "));
        String nulls = ", NULL".repeat(names.size());
        rig.steps.source.execute(
                "CREATE TABLE item (id int PRIMARY KEY, v int" + columns + ")",
                "INSERT INTO item VALUES (1, 1, " + all + "), (2, 2" + nulls + ")");
        rig.fill();
        assertThat(rig.sync().problems()).isEmpty();
        String[] copied = new String[names.size()];
        Arrays.setAll(copied, i -> "c" + i);
        rig.onTarget(
                "INSERT INTO item SELECT id + 10, v, " + String.join(", ", copied) + " FROM item",
                "UPDATE item SET v = 7 WHERE id < 10");

        StepReport.Synced back = rig.reverse(Deletes.ALLOWED);

        assertThat(back.problems()).isEmpty();
        assertThat(back.outcome()).isEqualTo(Outcome.DONE);
        rig.assertNothingDiffers();
        assertThat(rig.steps.source.queryValue("SELECT count(*) FROM item WHERE v = 7"))
                .isEqualTo("2");
        for (int i = 0; i < names.size(); i++) {
            String text = source == Engine.POSTGRESQL ? "c" + i + "::text" : "hex(c" + i + ")";
            assertThat(rig.steps.source.queryValue("SELECT " + text + " FROM item WHERE id = 11"))
                    .as(names.get(i))
                    .isNotNull()
                    .isEqualTo(rig.steps.source.queryValue("SELECT " + text + " FROM item WHERE id = 1"));
            assertThat(rig.steps.source.queryValue("SELECT count(c" + i + ") FROM item"))
                    .as(names.get(i))
                    .isEqualTo("2");
        }
    }
}
