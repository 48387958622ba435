package dev.sterna.transfer.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.embedded.Engine;
import dev.sterna.migration.Database;
import dev.sterna.model.Column;
import dev.sterna.model.LogicalType;
import dev.sterna.model.TableName;
import dev.sterna.testing.CountingDriver;
import dev.sterna.testing.Databases;
import dev.sterna.testing.StepRig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChunkReaderIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @TempDir
    Path directory;

    /** Cancelling costs a connection, and on some servers hits whatever the session does next. */
    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void onlyAnUnfinishedStreamIsCancelled(Engine engine) throws IOException {
        Database source = new StepRig(DATABASES.create(engine), DATABASES.create(engine), directory)
                .run("r")
                .source();
        Database counted = new Database(
                source.side(),
                source.settings(),
                source.dialect(),
                CountingDriver.count(source.connector()),
                source.server());
        Column number =
                new Column("c0", new LogicalType.Int(64, false), "bigint", true, Column.Generated.NO, null, null);
        var reading = new TableReading(counted, new TableName("s", "t"), List.of(number), List.of(), 1);

        ChunkQuery three = new ChunkQuery(0, "SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3");
        try (ChunkReader reader = new ChunkReader(reading, three)) {
            while (reader.next()) {
                assertThat(reader.get().getLong(0)).isPositive();
            }
        }
        assertThat(CountingDriver.CANCELS).hasValue(0);
        try (ChunkReader reader = new ChunkReader(reading, three)) {
            assertThat(reader.next()).isTrue();
        }
        assertThat(CountingDriver.CANCELS).hasValue(1);
    }
}
