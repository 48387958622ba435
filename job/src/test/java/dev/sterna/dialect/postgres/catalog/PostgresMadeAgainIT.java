package dev.sterna.dialect.postgres.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.dialect.SchemaScript;
import dev.sterna.dialect.TargetTables;
import dev.sterna.dialect.postgres.ddl.PostgresSchemaDdl;
import dev.sterna.embedded.Engine;
import dev.sterna.embedded.Login;
import dev.sterna.model.Side;
import dev.sterna.model.schema.Schema;
import dev.sterna.testing.TestDatabase;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the catalogue reader has read is enough to make it again, and it is read in few queries. */
class PostgresMadeAgainIT extends PostgresShop {
    /** The shop is made again in an empty database, and the server's own catalogue says the same of both. */
    @Test
    void madeAgainItIsTheSame() throws SQLException {
        TestDatabase copy = DATABASES.create(Engine.POSTGRESQL);
        SchemaScript script = new PostgresSchemaDdl().script(schema);
        try (Connection connection = open(copy, copy.administrator(), Side.TARGET)) {
            assertThat(TargetTables.refusals(connection, script)).isEmpty();
        }
        Map<String, String> original = PlainCatalogue.read(database, SPACES);
        assertThat(original).hasSizeGreaterThan(300);
        assertThat(PlainCatalogue.differences(original, PlainCatalogue.read(copy, SPACES)))
                .isEmpty();
    }

    @Tag("long")
    @Test
    void twoThousandTablesAreReadAtOnce() throws SQLException {
        TestDatabase many = DATABASES.create(Engine.POSTGRESQL);
        many.execute("DO $$ BEGIN FOR i IN 1..2000 LOOP EXECUTE format('CREATE TABLE t_%s (id serial PRIMARY KEY,"
                + " a text NOT NULL DEFAULT ''x'', b numeric(9,2) CHECK (b > 0), c date, d int UNIQUE)', i);"
                + " EXECUTE format('CREATE INDEX ON t_%s (c, lower(a))', i); COMMIT; END LOOP; END $$");
        try (Connection connection = open(many, new Login(many.user(), many.password()), Side.SOURCE)) {
            AtomicInteger queries = new AtomicInteger();
            Connection counted = counting(connection, queries);
            for (int round = 0; round < 3; round++) {
                long start = System.nanoTime();
                queries.set(0);
                Schema read = new PostgresSchemaReader().read(counted, List.of("public"));
                // The first time each is planned by a statement of its own.
                assertThat(queries.get()).isLessThanOrEqualTo(round == 0 ? 40 : 20);
                System.out.printf("2,000 tables read in %.2f s%n", (System.nanoTime() - start) / 1e9);
                assertThat(read.tables()).hasSize(2000);
                assertThat(read.tables().get(7).indexes()).hasSize(1);
                assertThat(read.sequences()).hasSize(2000);
            }
        }
    }

    private static Connection counting(Connection connection, AtomicInteger statements) {
        return (Connection) Proxy.newProxyInstance(
                PostgresMadeAgainIT.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().endsWith("Statement")) {
                        statements.incrementAndGet();
                    }
                    return method.invoke(connection, arguments);
                });
    }
}
