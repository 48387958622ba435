package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sterna.dialect.log.Changes;
import dev.sterna.model.Table;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** What a followed log tells of tables that are not any more what they were. */
final class DefinitionsContract {
    private final Fixture fixture;

    DefinitionsContract(Fixture fixture) {
        this.fixture = fixture;
    }

    private Table plain(String name) throws SQLException {
        return fixture.create(name, "CREATE TABLE %s (id int NOT NULL PRIMARY KEY, v varchar(100) NULL, n int NULL)");
    }

    /** Nothing is told any more of a table that is not what it was, and everything of the others. */
    void newDefinitions() throws SQLException {
        Table table = plain("altered");
        Table other = plain("beside");
        Table moved = plain("moved");
        String t = fixture.quoted("altered");
        try (LogRig rig = new LogRig(fixture, table, other, moved)) {
            fixture.database.execute("INSERT INTO " + t + " VALUES (1, 'a', 1)");
            rig.drain();
            fixture.database.execute(
                    "ALTER TABLE " + t + " ADD COLUMN more int NULL",
                    "INSERT INTO " + t + " VALUES (2, 'b', 2, 2)",
                    "INSERT INTO " + fixture.quoted("moved") + " VALUES (1, 'b', 2)",
                    "ALTER TABLE " + fixture.quoted("moved") + " RENAME TO "
                            + fixture.dialect.sql().quote("away"),
                    "INSERT INTO " + fixture.quoted("away") + " VALUES (2, 'b', 2)",
                    "INSERT INTO " + fixture.quoted("beside") + " VALUES (2, 'b', 2)");
            List<Changes> changes = rig.drain();
            assertThat(changes.stream().flatMap(piece -> piece.redefined().stream()))
                    .containsExactlyInAnyOrder(table.name(), moved.name());
            assertThat(LogRig.keys(changes, table)).isEmpty();
            assertThat(LogRig.keys(changes, moved)).containsExactlyElementsOf(List.of(List.of("1")));
            assertThat(LogRig.keys(changes, other)).containsExactlyElementsOf(List.of(List.of("2")));
        }
        // Opened anew it is followed as it is now.
        try (LogRig rig = new LogRig(fixture, fixture.read("altered"))) {
            fixture.database.execute("INSERT INTO " + t + " VALUES (3, 'b', 2, 2)");
            assertThat(LogRig.keys(rig.drain(), table)).containsExactlyElementsOf(List.of(List.of("3")));
        }
    }

    /**
     * What was altered, dropped or replaced behind the position and before the log is opened is told as such, each table alone,
     * and never read by the columns that it has now.
     */
    void definitionsOfAnotherTime() throws SQLException {
        Table swapped =
                fixture.create("swapped_2", "CREATE TABLE %s (id int NOT NULL PRIMARY KEY, other int NOT NULL UNIQUE)");
        Table quiet = plain("quiet");
        Table gone = plain("gone");
        Table other = plain("beside_2");
        String t = fixture.quoted("swapped_2");
        try (LogRig rig = new LogRig(fixture, swapped, quiet, gone, other)) {
            fixture.database.execute(
                    "INSERT INTO " + t + " VALUES (1, 100)",
                    "INSERT INTO " + fixture.quoted("beside_2") + " VALUES (2, 'b', 2)",
                    "ALTER TABLE " + t + " RENAME COLUMN id TO x",
                    "ALTER TABLE " + t + " RENAME COLUMN other TO id",
                    "ALTER TABLE " + t + " RENAME COLUMN x TO other",
                    "ALTER TABLE " + fixture.quoted("quiet") + " ADD COLUMN more int DEFAULT 5",
                    "DROP TABLE " + fixture.quoted("gone"),
                    "INSERT INTO " + t + " VALUES (7, 700)",
                    "INSERT INTO " + fixture.quoted("beside_2") + " VALUES (3, 'b', 2)");
            rig.open(rig.from());
            List<Changes> changes = rig.drain();
            assertThat(LogRig.redefined(changes)).containsExactlyInAnyOrder(swapped.name(), quiet.name(), gone.name());
            assertThat(LogRig.keys(changes, swapped)).isEmpty();
            assertThat(LogRig.keys(changes, other)).containsExactlyElementsOf(List.of(List.of("2"), List.of("3")));
        }
    }

    /** Even if no row of theirs comes any more; a marker comes after the word of it. */
    void tablesThatGoAway() throws SQLException {
        Table dropped = plain("dropped");
        Table swapped = plain("swapped_3");
        Table wider = plain("wider");
        Table other = plain("beside_3");
        plain("spare_3");
        try (LogRig rig = new LogRig(fixture, dropped, swapped, wider, other)) {
            rig.drain();
            fixture.database.execute(
                    "DROP TABLE " + fixture.quoted("dropped"),
                    "ALTER TABLE " + fixture.quoted("swapped_3") + " RENAME TO "
                            + fixture.dialect.sql().quote("old_3"),
                    "ALTER TABLE " + fixture.quoted("spare_3") + " RENAME TO "
                            + fixture.dialect.sql().quote("swapped_3"),
                    "ALTER TABLE " + fixture.quoted("wider") + " ADD COLUMN more int DEFAULT 5",
                    "INSERT INTO " + fixture.quoted("beside_3") + " VALUES (2, 'b', 2)");
            List<Changes> changes = rig.drain();
            assertThat(LogRig.redefined(changes))
                    .containsExactlyInAnyOrder(dropped.name(), swapped.name(), wider.name());
            assertThat(LogRig.keys(changes, other)).containsExactlyElementsOf(List.of(List.of("2")));
            fixture.database.execute("DROP TABLE " + fixture.quoted("beside_3"));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> rig.feed()
                            .poll(Duration.ofMillis(200))
                            .filter(piece -> piece.redefined().contains(other.name()))
                            .isPresent());
        }
    }
}
