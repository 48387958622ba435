package dev.sterna.dialect.postgres.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.embedded.Engine;
import dev.sterna.embedded.Login;
import dev.sterna.model.schema.Blind;
import dev.sterna.model.schema.Extension;
import dev.sterna.model.schema.Grant;
import dev.sterna.model.schema.ObjectKind;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.OtherObject;
import dev.sterna.model.schema.Routine;
import dev.sterna.model.schema.RowSecurity;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.Trigger;
import dev.sterna.model.schema.View;
import dev.sterna.testing.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the catalogue reader tells of whatever stands beside tables, and what it says of what it cannot see. */
class PostgresObjectsIT extends PostgresShop {
    @Test
    void views() {
        View good = view("good");
        assertThat(good.columns()).containsExactly("id", "name", "balance");
        assertThat(good.sql()).contains("FROM shop.customers").doesNotEndWith(";");
        assertThat(good.uses()).containsExactly(shop("customers"));
        assertThat(good.checkOption()).isEqualTo("LOCAL");
        assertThat(good.runsAsInvoker()).isFalse();
        assertThat(good.comment()).isEqualTo("those in credit");
        assertThat(view("better").uses()).containsExactly(shop("good"));
        assertThat(view("better").runsAsInvoker()).isEqualTo(version >= 15);
        assertThat(view("better").checkOption()).isEqualTo("NONE");
        assertThat(view("totals").materialized()).isTrue();
        assertThat(view("totals").populated()).isTrue();
        assertThat(view("empty_totals").populated()).isFalse();
        assertThat(others("view setting")).containsExactly("ALTER VIEW shop.better SET (security_barrier = 'true')");
    }

    @Test
    void routinesAndTriggers() {
        assertThat(schema.routines())
                .extracting(Routine::signature)
                .contains("tax(numeric)", "tax(integer, numeric)", "glue(text)", "clean(integer)")
                .doesNotContain("span(double precision, double precision)");
        Routine glue = schema.routines().stream()
                .filter(routine -> routine.kind() == Routine.Kind.AGGREGATE)
                .findFirst()
                .orElseThrow();
        assertThat(glue.definition())
                .isEqualTo("CREATE AGGREGATE shop.glue(text) (SFUNC = shop.append, STYPE = text, INITCOND = '',"
                        + " PARALLEL = SAFE)");
        assertThat(schema.routines())
                .filteredOn(routine -> routine.signature().equals("tax(numeric)"))
                .singleElement()
                .satisfies(routine -> assertThat(routine.comment()).isEqualTo("a fifth"));
        Trigger touched = trigger("touched");
        assertThat(touched.table()).isEqualTo(shop("customers"));
        assertThat(touched.timing()).isEqualTo("BEFORE");
        assertThat(touched.events()).isEqualTo("INSERT OR UPDATE OF \"name\", \"email\"");
        assertThat(touched.body()).isEqualTo("shop.touch('a', 'it''s EXECUTE FUNCTION')");
        assertThat(touched.comment()).isEqualTo("last change");
        assertThat(touched.enabled()).isTrue();
        assertThat(trigger("checked").enabled()).isFalse();
        assertThat(trigger("instead_of").timing()).isEqualTo("INSTEAD OF");
        assertThat(schema.triggers()).hasSize(6);
        assertThat(others("trigger state"))
                .containsExactly(
                        "ALTER TABLE shop.customers ENABLE ALWAYS TRIGGER emptied",
                        "ALTER TABLE shop.customers ENABLE REPLICA TRIGGER listed");
        assertThat(others("trigger state of a partition"))
                .containsExactly("ALTER TABLE shop.events_rest DISABLE TRIGGER everywhere");
    }

    @Test
    void accessRights() {
        RowSecurity security = table("orders").rowSecurity();
        assertThat(security.enabled() && security.forced()).isTrue();
        assertThat(security.policies())
                .containsExactly(
                        new RowSecurity.Policy("everybody", true, "SELECT", List.of("PUBLIC"), "true", null),
                        new RowSecurity.Policy(
                                "own_rows",
                                false,
                                "UPDATE",
                                List.of(reader.user(), database.user()),
                                "(note = CURRENT_USER)",
                                "(line > 0)"));
        assertThat(table("rooms").rowSecurity().enabled()).isFalse();
        assertThat(table("things").rowSecurity()).isNull();
        ObjectName customers = new ObjectName(ObjectKind.TABLE, "shop", null, "customers");
        ObjectName price = new ObjectName(ObjectKind.DOMAIN, "shop", null, "price");
        assertThat(schema.grants())
                .contains(
                        new Grant(customers, reader.user(), List.of("INSERT", "SELECT"), false),
                        new Grant(customers, reader.user(), List.of("UPDATE"), true),
                        new Grant(
                                new ObjectName(ObjectKind.COLUMN, "shop", "orders", "note"),
                                reader.user(),
                                List.of("SELECT"),
                                false),
                        new Grant(
                                new ObjectName(ObjectKind.ROUTINE, "shop", null, "tax(numeric)"),
                                "PUBLIC",
                                List.of(),
                                false),
                        new Grant(price, "PUBLIC", List.of(), false));
    }

    @Test
    void allElseIsListedWithItsStatement() {
        assertThat(schema.extensions()).extracting(Extension::name).containsExactly("btree_gist");
        assertThat(schema.others())
                .extracting(OtherObject::what)
                .contains(
                        "rule",
                        "foreign table",
                        "statistics object",
                        "collation",
                        "operator",
                        "operator family",
                        "operator class",
                        "cast",
                        "text search dictionary",
                        "text search configuration",
                        "foreign-data wrapper",
                        "foreign server",
                        "user mapping",
                        "publication",
                        "event trigger",
                        "default privileges",
                        "replica identity",
                        "cluster order",
                        "type of the table",
                        "comment on policy",
                        "owner of schema");
        assertThat(schema.toString()).doesNotContain("geheim");
        assertThat(schema.others())
                .filteredOn(other -> other.definition() == null)
                .extracting(OtherObject::what)
                .containsOnly("user mapping");
    }

    /** Whoever may only read tables sees all but what sequences give next; a hardened catalogue hides whole kinds. */
    @Test
    void whatIsHiddenIsBlind() throws SQLException {
        Schema seen = read(database, reader, SCHEMAS);
        assertThat(seen.tables()).hasSameSizeAs(schema.tables());
        assertThat(seen.triggers()).isEqualTo(schema.triggers());
        assertThat(seen.routines()).isEqualTo(schema.routines());
        assertThat(seen.views()).isEqualTo(schema.views());
        String role = "\"" + reader.user() + "\"";
        assertThat(seen.blind())
                .containsExactly(new Blind(
                        ObjectKind.SEQUENCE,
                        "the next value of shop.customers_id_seq, shop.down, shop.events_id_seq and 3 more",
                        "GRANT USAGE ON SCHEMA \"shop\" TO " + role
                                + "; GRANT SELECT ON ALL SEQUENCES IN SCHEMA \"shop\" TO " + role));
        assertThat(seen.sequences())
                .allSatisfy(sequence -> assertThat(sequence.next()).isNull());

        TestDatabase hardened = DATABASES.create(Engine.POSTGRESQL);
        hardened.executeAsAdministrator(
                "CREATE TABLE t (a int)",
                "REVOKE SELECT ON pg_catalog.pg_trigger FROM PUBLIC",
                "REVOKE EXECUTE ON FUNCTION pg_catalog.pg_get_functiondef(oid) FROM PUBLIC",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'");
        Login nobody = hardened.createUser();
        Schema hidden = read(hardened, nobody, List.of("public"));
        assertThat(hidden.tables()).hasSize(1);
        assertThat(hidden.blind())
                .contains(
                        new Blind(
                                ObjectKind.TRIGGER,
                                "every trigger of schema public",
                                "GRANT SELECT ON pg_catalog.pg_trigger TO \"" + nobody.user() + "\""),
                        new Blind(
                                ObjectKind.ROUTINE,
                                "every routine of schema public",
                                "GRANT EXECUTE ON FUNCTION pg_catalog.pg_get_functiondef TO \"" + nobody.user()
                                        + "\""));
    }
}
