package dev.sterna.dialect.mysql.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.sterna.embedded.Engine;
import dev.sterna.model.LogicalType;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.Check;
import dev.sterna.model.schema.ColumnDefinition;
import dev.sterna.model.schema.ForeignKey.Action;
import dev.sterna.model.schema.Index;
import dev.sterna.model.schema.Partitioning;
import dev.sterna.model.schema.Routine;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.model.schema.UniqueConstraint;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the catalogues of MariaDB and MySQL tell of tables of every kind. */
class MySqlSchemaIT {
    @Nested
    class OfMariaDb extends Specification {
        OfMariaDb() {
            super(Engine.MARIADB);
        }

        @Test
        void whatOnlyMariaDbHas() {
            TableDefinition here = table("only_here");
            assertThat(here.checks())
                    .extracting(Check::name, Check::sql, Check::column)
                    .containsExactlyInAnyOrder(tuple("id", "`id` > 0", "id"), tuple("id", "`id` < 100000", null));
            assertThat(column("only_here", "ip").column().nativeType()).isEqualTo("inet6");
            assertThat(column("only_here", "u").column().type()).isEqualTo(new LogicalType.Uuid());
            assertThat(here.indexes())
                    .extracting(Index::name, Index::method, Index::unique)
                    .containsExactly(tuple("lh", "hash", true));
            assertThat(schema.routines())
                    .extracting(routine -> routine.name().name(), Routine::kind)
                    .contains(tuple("longest", Routine.Kind.AGGREGATE), tuple("pack", Routine.Kind.PACKAGE));
        }

        @Test
        void jsonIsATextThatTheServerChecks() {
            assertThat(column("customers", "doc").storage()).containsKey("JSON");
            assertThat(column("customers", "doc").column().nativeType()).isEqualTo("longtext");
            assertThat(table("customers").checks()).extracting(Check::name).containsExactly("ck_amount");
        }

        @Test
        void formerRowsAndPeriods() {
            assertThat(table("versioned").systemVersioned()).isTrue();
            assertThat(column("versioned", "loose").storage()).containsKey("WITHOUT SYSTEM VERSIONING");
            assertThat(table("versioned").primaryKey().columns()).containsExactly(Index.Part.of("id"));
            TableDefinition named = table("versioned_by_name");
            assertThat(named.storage()).containsEntry("PERIOD SYSTEM_TIME", "`rs`, `re`");
            assertThat(column("versioned_by_name", "rs").generation().sql()).isEqualTo("ROW START");
            assertThat(named.primaryKey().columns()).contains(Index.Part.of("id"));
            assertThat(named.partitioning().definition()).contains("INTERVAL 1 MONTH");
            assertThat(table("booked").storage()).containsEntry("PERIOD `stay`", "`f`, `t`");
        }

        @Test
        void theDefaultOfAListOfPartitions() {
            assertThat(table("listed").partitioning().parts())
                    .extracting(Partitioning.Part::name, Partitioning.Part::bound)
                    .containsExactly(tuple("p0", "NULL,1"), tuple("p1", "2,3"), tuple("pd", "DEFAULT"));
        }
    }

    @Nested
    class OfMySql extends Specification {
        OfMySql() {
            super(Engine.MYSQL);
        }

        @Test
        void whatOnlyMySqlHas() {
            TableDefinition here = table("only_here");
            assertThat(here.checks())
                    .extracting(Check::name, Check::enforced, Check::validated)
                    .containsExactly(tuple("loose", false, false));
            assertThat(index(here, "fx").parts())
                    .extracting(Index.Part::column, Index.Part::expression, Index.Part::descending)
                    .containsExactly(tuple(null, "lower(`name`)", false), tuple(null, "concat(`name`,'it\\'s')", true));
            assertThat(index(here, "fu").unique()).isTrue();
            assertThat(index(here, "ng").definition()).contains("WITH PARSER `ngram`");
            assertThat(column("only_here", "j").defaultSql()).isEqualTo("(json_object('k','it\\'s'))");
            assertThat(column("only_here", "t").defaultSql()).isEqualTo("('a\\\\b')");
            assertThat(column("only_here", "j").column().type()).isEqualTo(new LogicalType.Json());
            assertThat(column("places", "at").storage()).containsEntry("SRID", "4326");
            assertThat(view("named_columns").columns()).containsExactly("x", "y y");
        }
    }

    /** What both have. */
    abstract static class Specification extends EveryKindRead {
        Specification(Engine engine) {
            super(engine);
        }

        private String defaultOf(String column) {
            return column("customers", column).defaultSql();
        }

        /** The value that a default gives, asked of the server. */
        private String valueOf(String column) {
            return database.queryValue("SELECT " + defaultOf(column));
        }

        @Test
        void typesAreExact() {
            assertThat(column("customers", "code").column().nativeType()).contains("unsigned zerofill");
            assertThat(column("customers", "id").column().type()).isEqualTo(new LogicalType.Int(32, true));
            assertThat(column("customers", "name").column().charset()).isEqualTo("latin1");
            assertThat(column("customers", "name").column().collation()).isEqualTo("latin1_german1_ci");
            assertThat(column("customers", "mood").column().type())
                    .isEqualTo(new LogicalType.Enumeration(List.of("a,b", "it's", "back\\slash", "", "plain")));
            assertThat(column("customers", "tags").column().type())
                    .isEqualTo(new LogicalType.SetOf(List.of("x y", "q'q", "z")));
            assertThat(column("customers", "opens").column().type()).isEqualTo(new LogicalType.Time(2));
        }

        @Test
        void defaultsAreExpressions() {
            assertThat(valueOf("name")).isEqualTo("it's \"a\" \\ b, c");
            assertThat(valueOf("lines_")).isEqualTo("a\nb");
            assertThat(defaultOf("empty")).isEqualTo("''");
            assertThat(defaultOf("mood")).isEqualTo("'a,b'");
            assertThat(defaultOf("amount")).isEqualTo("-1.500");
            assertThat(defaultOf("flags")).isEqualTo("b'10101'");
            assertThat(database.queryValue("SELECT hex(" + defaultOf("raw") + ")"))
                    .isEqualTo("00FF2761");
            assertThat(database.queryValue("SELECT hex(" + defaultOf("fixed") + ")"))
                    .isIn("61", "610000");
            assertThat(defaultOf("small")).isNull();
            assertThat(defaultOf("notes")).isNull();
            assertThat(defaultOf("created")).isEqualToIgnoringCase("current_timestamp(3)");
            assertThat(column("customers", "created").onUpdateSql()).isEqualToIgnoringCase("current_timestamp(3)");
            assertThat(column("customers", "seen").onUpdateSql()).isNull();
            assertThat(defaultOf("born")).isEqualTo("'2024-02-29'");
            assertThat(defaultOf("since")).isEqualTo("2024");
            assertThat(defaultOf("token")).contains("uuid()");
            assertThat(valueOf("words")).isEqualTo("ait's \\ ");
        }

        @Test
        void columnsThatTheServerMakes() {
            ColumnDefinition total = column("customers", "total");
            assertThat(total.generation().stored()).isTrue();
            assertThat(total.generation().sql()).contains("`amount` * 2");
            assertThat(total.defaultSql()).isNull();
            assertThat(column("customers", "label").generation().stored()).isFalse();
            assertThat(database.queryValue("SELECT "
                            + column("customers", "label").generation().sql() + " FROM (SELECT 'n' AS name) t"))
                    .isEqualTo("n's \\ ");
            assertThat(column("customers", "id").identity().sequence().next()).isEqualTo(BigInteger.valueOf(42));
            assertThat(column("orders", "id").identity().sequence().next()).isEqualTo(BigInteger.valueOf(500));
            assertThat(column("orders", "id").identity().sequence().greatest())
                    .isEqualTo(new BigInteger("18446744073709551615"));
            assertThat(column("customers", "code").identity()).isNull();
            assertThat(column("customers", "hidden").storage()).containsKey("INVISIBLE");
        }

        @Test
        void keysAndIndexes() {
            TableDefinition customers = table("customers");
            assertThat(customers.primaryKey().columns()).containsExactly(Index.Part.of("id"));
            assertThat(customers.primaryKey().comment()).isEqualTo("the key");
            assertThat(customers.uniques())
                    .extracting(UniqueConstraint::name, UniqueConstraint::comment)
                    .containsExactly(tuple("uk_name", "no twins"));
            assertThat(customers.uniques().get(0).columns())
                    .containsExactly(Index.Part.of("name"), Index.Part.of("mood"));
            assertThat(index(customers, "uk_prefix").unique()).isTrue();
            assertThat(index(customers, "ix_prefix").parts())
                    .extracting(Index.Part::column, Index.Part::prefix)
                    .containsExactly(tuple("notes", 10), tuple("small", 0));
            assertThat(index(customers, "ix_desc").parts())
                    .extracting(Index.Part::column, Index.Part::descending)
                    .containsExactly(tuple("amount", true), tuple("born", false));
            assertThat(index(customers, "ix_blind").visible()).isFalse();
            assertThat(index(customers, "ix_desc").visible()).isTrue();
            assertThat(index(customers, "ft").method()).isEqualTo("fulltext");
            assertThat(index(table("places"), "sp").method()).isEqualTo("spatial");
            assertThat(index(table("places"), "sp").parts()).containsExactly(Index.Part.of("at"));
            assertThat(index(table("kept"), "h").method()).isEqualTo("hash");
            assertThat(index(table("kept"), "b").method()).isEqualTo("btree");
            assertThat(table("odd `name.").uniques())
                    .extracting(UniqueConstraint::name)
                    .containsExactly("u`k");
        }

        @Test
        void foreignKeysAndChecks() {
            assertThat(table("customers").foreignKeys())
                    .extracting(key -> key.name(), key -> key.target(), key -> key.onDelete(), key -> key.onUpdate())
                    .containsExactlyInAnyOrder(
                            tuple("fk_boss", name("customers"), Action.SET_NULL, Action.CASCADE),
                            tuple(
                                    "fk_country",
                                    new TableName(other.name(), "countries"),
                                    table("customers").foreignKeys().get(1).onDelete(),
                                    table("customers").foreignKeys().get(1).onUpdate()));
            assertThat(table("orders").foreignKeys())
                    .extracting(key -> key.name(), key -> key.columns(), key -> key.referenced())
                    .containsExactlyInAnyOrder(
                            tuple("fk_customer", List.of("customer"), List.of("id")),
                            tuple("fk_invoice", List.of("invoice"), List.of("id")));
            assertThat(table("orders").foreignKeys().get(0).onDelete()).isEqualTo(Action.CASCADE);
            Check check = table("customers").checks().stream()
                    .filter(found -> found.name().equals("ck_amount"))
                    .findFirst()
                    .orElseThrow();
            assertThat(check.enforced()).isTrue();
            assertThat(check.column()).isNull();
            assertThat(database.queryValue(
                            "SELECT " + check.sql() + " FROM (SELECT 1 AS amount, 'it''s \\\\' AS name) t"))
                    .isEqualTo("0");
        }

        @Test
        void partitions() {
            Partitioning ranged = table("ranged").partitioning();
            assertThat(ranged.method()).isEqualTo("range");
            assertThat(ranged.expression()).isEqualTo("year(`made`)");
            assertThat(ranged.parts())
                    .containsExactly(
                            new Partitioning.Part("p0", "2020", List.of("s0", "s1"), "it's old"),
                            new Partitioning.Part("p 1", "MAXVALUE", List.of("s2", "s3"), null));
            assertThat(ranged.sub().method()).isEqualTo("hash");
            Partitioning byText = table("by_text").partitioning();
            assertThat(byText.method()).isEqualTo("range columns");
            assertThat(byText.columns()).containsExactly("a", "b");
            assertThat(byText.parts().get(0).bound()).endsWith(",5").contains("it");
            assertThat(table("hashed").partitioning().method()).isEqualTo("linear hash");
            assertThat(table("hashed").partitioning().parts()).hasSize(3);
            assertThat(table("keyed").partitioning().method()).isEqualTo("key");
            assertThat(table("customers").partitioning()).isNull();
        }
    }
}
