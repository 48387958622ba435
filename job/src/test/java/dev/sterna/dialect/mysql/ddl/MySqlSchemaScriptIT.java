package dev.sterna.dialect.mysql.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.dialect.mysql.sql.MySqlCollations;
import dev.sterna.embedded.Engine;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Check;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.ColumnDefinition.Generation;
import dev.sterna.model.schema.ColumnDefinition.Identity;
import dev.sterna.model.schema.Deferral;
import dev.sterna.model.schema.ForeignKey;
import dev.sterna.model.schema.ForeignKey.Action;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.Partitioning;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.Sequence;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.Trigger;
import dev.sterna.model.schema.UniqueConstraint;
import dev.sterna.model.schema.View;
import dev.sterna.testing.Databases;
import dev.sterna.testing.TestDatabase;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A schema that no server of ours has told: the statements come from the records alone. */
class MySqlSchemaScriptIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    private String schema;

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"MARIADB", "MYSQL"})
    void aSchemaOfAnotherEngine(Engine engine) throws SQLException {
        TestDatabase target = DATABASES.create(engine);
        schema = target.name();
        boolean mariaDb = engine == Engine.MARIADB;
        RoundTrip.run(target, MySqlSchemaScript.script(converted(mariaDb)));
        target.execute(
                "INSERT INTO owners (name, born) VALUES ('it''s', '2024-01-01')",
                "INSERT INTO pets (owner, made) VALUES (701, '2019-05-05')");
        assertThat(target.query("SELECT id, name, shout, seen IS NOT NULL FROM owners"))
                .containsExactly(List.of("701", "it's", "IT'S", "1"));
        assertThat(target.query("SELECT * FROM names")).containsExactly(List.of("changed: it's"));
        assertThat(target.queryValue("SELECT GROUP_CONCAT(PARTITION_NAME ORDER BY PARTITION_ORDINAL_POSITION) FROM"
                        + " information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'pets'"))
                .isEqualTo("old,rest");
        String owners = target.query("SHOW CREATE TABLE owners").get(0).get(1);
        assertThat(owners)
                .contains("AUTO_INCREMENT")
                .contains("CHARSET=utf8mb4 COLLATE=utf8mb4_bin")
                .contains("UNIQUE KEY `one name` (`name`(10)")
                .contains("COMMENT 'who''s'")
                .containsIgnoringCase("CONSTRAINT `ck` CHECK");
        assertThat(target.query("SHOW CREATE TABLE loose").get(0).get(1)).doesNotContain("AUTO_INCREMENT");
        assertThat(target.query("SELECT DELETE_RULE FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE"
                        + " CONSTRAINT_SCHEMA = DATABASE()"))
                .containsExactly(List.of("CASCADE"));
        if (mariaDb) {
            assertThat(target.queryValue("SELECT NEXTVAL(numbers)")).isEqualTo("5");
        }
    }

    private Schema converted(boolean mariaDb) {
        TableDefinition owners = table(
                "owners",
                List.of(
                        column("id", new LogicalType.Int(64, false), "bigint", null, identity(701)),
                        text("name", "varchar(40)"),
                        new ColumnDefinition(
                                text("shout", "varchar(40)").column(),
                                null,
                                new Generation("upper(`name`)", true),
                                null,
                                null,
                                "who's"),
                        column("born", new LogicalType.Date(), "date", null, null),
                        column("seen", new LogicalType.Timestamp(6), "datetime(6)", "current_timestamp(6)", null)),
                key("PRIMARY", "id"),
                List.of(
                        new Index(
                                "one name",
                                true,
                                "btree",
                                List.of(new Index.Part("name", null, false, null, 10, null, null)),
                                List.of(),
                                null,
                                false,
                                true,
                                "CREATE UNIQUE INDEX \"one name\" ON owners USING btree (name)",
                                null),
                        new Index(
                                "words",
                                false,
                                "fulltext",
                                List.of(Index.Part.of("name")),
                                List.of(),
                                null,
                                false,
                                true,
                                null,
                                null)),
                List.of(),
                List.of(new Check("ck", "`name` <> ''", true, true, false, null)),
                null);
        TableDefinition pets = table(
                "pets",
                List.of(
                        column("owner", new LogicalType.Int(64, false), "bigint", null, null),
                        column("made", new LogicalType.Date(), "date", null, null)),
                key("PRIMARY", "owner", "made"),
                List.of(),
                List.of(),
                List.of(),
                new Partitioning(
                        "range columns",
                        List.of("made"),
                        null,
                        List.of(
                                new Partitioning.Part("old", "'2020-01-01'", List.of(), null),
                                new Partitioning.Part("rest", "MAXVALUE", List.of(), null)),
                        null,
                        "RANGE (made)"));
        // Counted by a sequence there; here no key begins with the column.
        TableDefinition loose = table(
                "loose",
                List.of(
                        column("id", new LogicalType.Int(32, false), "int", null, identity(5)),
                        column("owner", new LogicalType.Int(64, false), "bigint", null, null)),
                null,
                List.of(),
                List.of(new ForeignKey(
                        "fk",
                        List.of("owner"),
                        name("owners"),
                        List.of("id"),
                        Action.CASCADE,
                        Action.NO_ACTION,
                        false,
                        Deferral.INITIALLY_DEFERRED,
                        true,
                        List.of(),
                        null)),
                List.of(),
                null);
        Sequence numbers = new Sequence(
                name("numbers"),
                "integer",
                BigInteger.ONE,
                BigInteger.ONE,
                BigInteger.valueOf(Long.MIN_VALUE),
                BigInteger.valueOf(Long.MAX_VALUE),
                1,
                false,
                BigInteger.valueOf(5),
                null,
                null,
                null);
        View view = new View(
                name("names"),
                false,
                List.of("n"),
                "SELECT concat('changed: ', `name`) AS `n` FROM `" + schema + "`.`owners`",
                List.of(name("owners")),
                "NONE",
                false,
                true,
                List.of(),
                "postgres",
                null);
        Trigger trigger =
                new Trigger(name("owners"), "touch", "BEFORE", "UPDATE", "SET NEW.`seen` = now(6)", null, true, null);
        return new Schema(
                mariaDb ? "mariadb" : "mysql",
                List.of(schema),
                List.of(loose, owners, pets),
                List.of(numbers),
                List.of(view),
                List.of(),
                List.of(),
                List.of(trigger),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    private TableName name(String relation) {
        return new TableName(schema, relation);
    }

    private static Identity identity(long next) {
        return new Identity(
                Identity.Kind.AUTO_INCREMENT,
                new Sequence(null, null, null, null, null, null, 0, false, BigInteger.valueOf(next), null, null, null));
    }

    private static UniqueConstraint key(String name, String... columns) {
        return new UniqueConstraint(
                name,
                List.of(columns).stream().map(Index.Part::of).toList(),
                List.of(),
                Deferral.NOT_DEFERRABLE,
                false,
                null);
    }

    private static ColumnDefinition column(
            String name, LogicalType type, String nativeType, String defaultSql, Identity identity) {
        return new ColumnDefinition(
                new Column(
                        name,
                        type,
                        nativeType,
                        false,
                        identity == null ? Column.Generated.NO : Column.Generated.IDENTITY,
                        null,
                        null),
                defaultSql,
                null,
                identity,
                null,
                null);
    }

    private static ColumnDefinition text(String name, String nativeType) {
        return new ColumnDefinition(
                new Column(
                        name,
                        new LogicalType.Text(40),
                        nativeType,
                        false,
                        Column.Generated.NO,
                        "utf8mb4",
                        MySqlCollations.EXACT),
                null,
                null,
                null,
                null,
                null);
    }

    private TableDefinition table(
            String table,
            List<ColumnDefinition> columns,
            UniqueConstraint primaryKey,
            List<Index> indexes,
            List<ForeignKey> foreignKeys,
            List<Check> checks,
            Partitioning partitioning) {
        return new TableDefinition(
                name(table),
                columns,
                primaryKey,
                List.of(),
                indexes,
                foreignKeys,
                checks,
                List.of(),
                partitioning,
                null,
                List.of(),
                null,
                Map.of(),
                false,
                "postgres",
                null,
                -1,
                -1);
    }
}
