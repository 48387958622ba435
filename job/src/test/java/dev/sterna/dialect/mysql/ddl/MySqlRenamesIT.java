package dev.sterna.dialect.mysql.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.dialect.mysql.catalog.MySqlSchemaReader;
import dev.sterna.dialect.rename.Renamed;
import dev.sterna.dialect.rename.SchemaRenames;
import dev.sterna.embedded.Engine;
import dev.sterna.model.TableName;
import dev.sterna.model.schema.ObjectName;
import dev.sterna.model.schema.Schema;
import dev.sterna.model.schema.TableDefinition;
import dev.sterna.testing.Databases;
import dev.sterna.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Schemas under other names do what they did. */
class MySqlRenamesIT {
    @RegisterExtension
    static final Databases DATABASES = new Databases();

    private static final String[] SHOP = {
        "CREATE TABLE people (id int PRIMARY KEY, name varchar(20))",
        "CREATE TABLE orders (id int AUTO_INCREMENT PRIMARY KEY, person int, CONSTRAINT fk FOREIGN KEY (person)"
                + " REFERENCES people (id))",
        "CREATE TABLE log (orders int, line varchar(40))",
        "CREATE TABLE secrets (id int PRIMARY KEY, person int, CONSTRAINT fk_s FOREIGN KEY (person) REFERENCES people"
                + " (id))",
        "CREATE TABLE notes (id int PRIMARY KEY, secret int, CONSTRAINT fk_n FOREIGN KEY (secret) REFERENCES secrets"
                + " (id))",
        "CREATE VIEW names AS SELECT p.name, orders.id FROM people p JOIN orders ON orders.person = p.id",
        "CREATE VIEW upper_names AS SELECT upper(n.name) AS orders FROM names n",
        "CREATE VIEW secret_names AS SELECT n.name FROM names n JOIN secrets s ON s.id = n.id",
        "CREATE VIEW secret_upper_names AS SELECT upper(name) AS name FROM secret_names",
        "CREATE FUNCTION twice (x int) RETURNS int DETERMINISTIC NO SQL RETURN 2 * x",
        "CREATE VIEW doubled AS SELECT twice(id) AS d FROM people",
        "CREATE TRIGGER orders AFTER INSERT ON orders FOR EACH ROW INSERT INTO log (line) VALUES ('it''s new')",
        "CREATE TRIGGER on_secrets AFTER INSERT ON secrets FOR EACH ROW SET @a = 1",
        "CREATE TRIGGER on_people BEFORE INSERT ON {DB}.people FOR EACH ROW SET NEW.name = concat(NEW.name, (SELECT"
                + " count(*) FROM {DB}.orders))",
        "CREATE PROCEDURE asks () SELECT count(*) FROM orders",
        "CREATE PROCEDURE reads_log () SELECT log.orders FROM log",
        "CREATE PROCEDURE reads_secrets () SELECT count(*) FROM {DB}.secrets",
        "CREATE PROCEDURE says_all () SELECT count(*) FROM {DB}.`orders`",
        "SET sql_mode = 'ANSI_QUOTES'",
        "CREATE PROCEDURE quotes () SELECT count(*) FROM \"{DB}\".\"orders\" WHERE '{DB}.orders' = 'x'",
        "SET sql_mode = DEFAULT",
        "CREATE EVENT late ON SCHEDULE AT '2037-01-01 12:00:00' DO DELETE FROM {DB}.orders"
    };

    @ParameterizedTest
    @EnumSource(
            value = Engine.class,
            names = {"MARIADB", "MYSQL"})
    void aTableOfAnotherNameInAnotherDatabase(Engine engine) throws SQLException {
        TestDatabase source = DATABASES.create(engine);
        TestDatabase copy = DATABASES.create(engine);
        source.executeAsAdministrator(Arrays.stream(SHOP)
                .map(sql -> sql.replace("{DB}", source.name()))
                .toArray(String[]::new));
        Schema schema;
        try (Connection connection = source.connect(source.administrator())) {
            schema = new MySqlSchemaReader().read(connection, List.of(source.name()));
        }
        Map<TableName, TableName> names = new HashMap<>();
        for (TableDefinition table : schema.tables()) {
            String name = table.name().name();
            if (!name.equals("secrets")) {
                names.put(table.name(), new TableName(copy.name(), name.equals("orders") ? "the `orders" : name));
            }
        }
        Renamed renamed = SchemaRenames.apply(schema, names, MySqlRenaming::new);
        assertThat(renamed.leftOut())
                .extracting(ObjectName::toString)
                .containsExactlyInAnyOrder(
                        "table " + source.name() + ".secrets",
                        "view " + source.name() + ".secret_names",
                        "view " + source.name() + ".secret_upper_names",
                        "foreign key " + source.name() + ".notes.fk_n",
                        "trigger " + source.name() + ".secrets.on_secrets");
        assertThat(renamed.unsure())
                .extracting(ObjectName::toString)
                .containsExactlyInAnyOrder(
                        "routine " + source.name() + ".asks()", "routine " + source.name() + ".reads_secrets()");
        RoundTrip.run(copy, MySqlSchemaScript.script(renamed.schema()));
        copy.execute("INSERT INTO people VALUES (1, 'ann')", "INSERT INTO `the ``orders` (person) VALUES (1)");
        assertThat(copy.queryValue("SELECT orders FROM upper_names")).isEqualTo("ANN0");
        assertThat(copy.queryValue("SELECT line FROM log")).isEqualTo("it's new");
        assertThat(copy.queryValue("SELECT d FROM doubled")).isEqualTo("2");
        assertThat(copy.queryValue("CALL says_all()")).isEqualTo("1");
        assertThat(copy.queryValue("CALL quotes()")).isEqualTo("0");
        assertThat(copy.query("SHOW CREATE EVENT late").get(0).get(3))
                .contains("the ``orders")
                .doesNotContain(source.name() + "`");
        assertThat(copy.queryValue("SELECT count(*) FROM information_schema.VIEWS WHERE TABLE_SCHEMA = DATABASE() AND"
                        + " VIEW_DEFINITION LIKE '%" + source.name() + "%'"))
                .isEqualTo("0");
    }
}
