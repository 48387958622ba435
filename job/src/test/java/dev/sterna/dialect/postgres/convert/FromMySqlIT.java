package dev.sterna.dialect.postgres.convert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.dialect.Crossing;
import dev.sterna.dialect.mysql.EveryKind;
import dev.sterna.embedded.Engine;
import dev.sterna.testing.Databases;
import dev.sterna.testing.StepRig;
import dev.sterna.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A shop of MariaDB and MySQL that has everything, made in PostgreSQL and read back by plain SQL. */
class FromMySqlIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    @Nested
    class OfMariaDb extends Specification {
        OfMariaDb() {
            super(Engine.MARIADB);
        }
    }

    @Nested
    class OfMySql extends Specification {
        OfMySql() {
            super(Engine.MYSQL);
        }
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Specification {
        private final Engine engine;
        private TestDatabase target;
        private Crossing crossing;

        Specification(Engine engine) {
            this.engine = engine;
        }

        @BeforeAll
        void cross(@TempDir Path workspace) throws Exception {
            TestDatabase source = DATABASES.create(engine);
            TestDatabase other = DATABASES.create(engine);
            target = DATABASES.create(Engine.POSTGRESQL);
            try (Connection connection = source.connect(source.administrator());
                    Statement statement = connection.createStatement()) {
                for (String sql : EveryKind.statements(engine, other.name())) {
                    statement.execute(sql);
                }
            }
            StepRig rig = new StepRig(source, target, workspace);
            rig.targetSchemas = List.of("public");
            crossing = Crossing.of(rig);
            assertThat(crossing.make(target)).isEmpty();
        }

        @Test
        void columnsHaveTypesDefaultsAndComments() throws SQLException {
            assertThat(plain("SELECT a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity,"
                            + " pg_get_expr(d.adbin, d.adrelid), col_description(a.attrelid, a.attnum)"
                            + " FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum"
                            + " WHERE a.attrelid = 'customers'::regclass AND a.attnum > 0 AND a.attgenerated = ''"
                            + " AND a.attname NOT IN ('token', 'words') ORDER BY a.attnum"))
                    .containsExactly(
                            "id|bigint|t|d|-|-",
                            "code|bigint|t||7|-",
                            "name|character varying(50)|t||'it''s \"a\" \\ b, c'::character varying|Kunde's \\ name",
                            "mood|text|t||'a,b'::text|-",
                            "tags|text|f||'x y,z'::text|-",
                            "amount|numeric(12,3)|t||'-1.500'::numeric|-",
                            "ratio|double precision|f||'1e+20'::double precision|-",
                            "flags|bit(5)|f||'10101'::\"bit\"|-",
                            "raw|bytea|f||'\\x00ff2761'::bytea|-",
                            "fixed|bytea|f||'\\x610000'::bytea|-",
                            "small|smallint|f||-|-",
                            "empty|character varying(5)|t||''::character varying|-",
                            "lines_|character varying(9)|f||'a\nb'::character varying|-",
                            "created|timestamp(3) with time zone|t||CURRENT_TIMESTAMP(3)|-",
                            "seen|timestamp(0) without time zone|f||LOCALTIMESTAMP(0)|-",
                            "born|date|f||'2024-02-29'::date|-",
                            "opens|time(2) without time zone|f||-|-",
                            "since|smallint|f||2024|-",
                            "notes|text|f||-|-",
                            "photo|bytea|f||-|-",
                            "doc|json|f||-|-",
                            "country|character(2)|f||-|-",
                            "boss|bigint|f||-|-",
                            "hidden|integer|f||5|-");
        }

        @Test
        void computedColumnsAreStored() throws SQLException {
            assertThat(plain("SELECT a.attname, a.attgenerated, pg_get_expr(d.adbin, d.adrelid) FROM pg_attribute a"
                            + " JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum"
                            + " WHERE a.attgenerated <> '' AND a.attrelid = 'customers'::regclass ORDER BY a.attnum"))
                    .containsExactly("total|s|(amount * (2)::numeric)", "label|s|((name)::text || '''s \\ '::text)");
        }

        @Test
        void keysAndIndexes() throws SQLException {
            assertThat(plain("SELECT replace(pg_get_indexdef(indexrelid), 'public.', '') FROM pg_index"
                            + " WHERE indrelid IN ('customers'::regclass, 'orders'::regclass) ORDER BY 1"))
                    .containsExactly(
                            "CREATE INDEX fk_boss ON customers USING btree (boss)",
                            "CREATE INDEX fk_country ON customers USING btree (country)",
                            "CREATE INDEX fk_customer ON orders USING btree (customer)",
                            "CREATE INDEX fk_invoice ON orders USING btree (invoice)",
                            "CREATE INDEX ft ON customers USING gin (to_tsvector('simple'::regconfig, COALESCE(notes,"
                                    + " ''::text)))",
                            "CREATE INDEX ix_blind ON customers USING btree (born)",
                            "CREATE INDEX ix_desc ON customers USING btree (amount DESC, born)",
                            "CREATE INDEX ix_prefix ON customers USING btree (\"left\"(notes, 10), small)",
                            "CREATE UNIQUE INDEX customers_pkey ON customers USING btree (id)",
                            "CREATE UNIQUE INDEX orders_pkey ON orders USING btree (id)",
                            "CREATE UNIQUE INDEX uk_name ON customers USING btree (name, mood)",
                            "CREATE UNIQUE INDEX uk_prefix ON customers USING btree (\"left\"(notes, 12))");
        }

        @Test
        void foreignKeysInCircles() throws SQLException {
            assertThat(plain("SELECT conname, conrelid::regclass, pg_get_constraintdef(oid) FROM pg_constraint"
                            + " WHERE contype = 'f' ORDER BY 1"))
                    .containsExactly(
                            "fk_boss|customers|FOREIGN KEY (boss) REFERENCES customers(id) ON UPDATE CASCADE ON DELETE SET"
                                    + " NULL",
                            "fk_customer|orders|FOREIGN KEY (customer) REFERENCES customers(id) ON UPDATE RESTRICT ON"
                                    + " DELETE CASCADE",
                            "fk_invoice|orders|FOREIGN KEY (invoice) REFERENCES invoices(id)" + restrict(),
                            "fk_ordered|invoices|FOREIGN KEY (ordered) REFERENCES orders(id)" + restrict());
        }

        /** MariaDB says RESTRICT of a key without an action, MySQL NO ACTION; in both it is the same. */
        private String restrict() {
            return engine == Engine.MARIADB ? " ON UPDATE RESTRICT ON DELETE RESTRICT" : "";
        }

        @Test
        void partitionsAreNative() throws SQLException {
            assertThat(plain("SELECT p.inhparent::regclass, c.relname, pg_get_expr(c.relpartbound, c.oid)"
                            + " FROM pg_inherits p JOIN pg_class c ON c.oid = p.inhrelid"
                            + " WHERE c.relkind = 'r' AND p.inhparent IN ('ranged'::regclass, 'hashed'::regclass)"
                            + " ORDER BY 1, 2"))
                    .contains(
                            "ranged|ranged_p0|FOR VALUES FROM (MINVALUE) TO ('2020-01-01')",
                            "ranged|ranged_p 1|FOR VALUES FROM ('2020-01-01') TO (MAXVALUE)")
                    .filteredOn(row -> row.startsWith("hashed"))
                    .hasSize(3);
        }

        @Test
        void valuesOfListsAreChecked() throws SQLException {
            assertThat(refusal("INSERT INTO customers (name, mood) VALUES ('m', 'other')"))
                    .contains("mood");
            assertThat(refusal("INSERT INTO customers (name, tags) VALUES ('t', 'x y,other')"))
                    .contains("tags");
            assertThat(refusal("INSERT INTO customers (name, amount) VALUES ('a', -100)"))
                    .contains("ck_amount");
        }

        @Test
        void updatesSetTheTime() throws SQLException {
            target.execute("INSERT INTO customers (id, name, created) VALUES (7000, 'touched', '2001-01-01')");
            target.execute("UPDATE customers SET amount = 3 WHERE id = 7000");
            assertThat(plain("SELECT created > now() - interval '1 hour' FROM customers WHERE id = 7000"))
                    .containsExactly("t");
        }

        @Test
        void viewsGiveWhatTheyGave() throws SQLException {
            assertThat(plain("SELECT viewname FROM pg_views WHERE schemaname = 'public' ORDER BY 1"))
                    .contains("some", "z_base");
            target.execute("INSERT INTO customers (id, name, amount, born) VALUES (8000, 'seen', 6, '2020-05-05')");
            assertThat(plain("SELECT id, amount FROM \"some\" WHERE id = 8000")).containsExactly("8000|6.000");
            assertThat(plain("SELECT y FROM z_base WHERE id = 8000")).containsExactly("2020");
        }

        private List<String> plain(String sql) throws SQLException {
            List<String> rows = new ArrayList<>();
            try (Connection connection = target.connect();
                    Statement statement = connection.createStatement();
                    ResultSet result = statement.executeQuery(sql)) {
                while (result.next()) {
                    List<String> row = new ArrayList<>();
                    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                        String text = result.getString(i);
                        row.add(text == null ? "-" : text);
                    }
                    rows.add(String.join("|", row));
                }
            }
            return rows;
        }

        private String refusal(String sql) throws SQLException {
            try (Connection connection = target.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute(sql);
                return "nothing was refused";
            } catch (SQLException refused) {
                return refused.getMessage();
            }
        }

        @Test
        void noObjectIsForgotten() {
            assertThat(crossing.forgotten()).isEmpty();
        }
    }
}
