package dev.sterna.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.embedded.Engine;
import dev.sterna.model.Column;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** However a type is written, its normal form is that of what the catalogue shows of it. */
final class TypeFormContract {
    private static final List<String> BOTH = List.of(
            "INT",
            "INTEGER",
            "SMALLINT",
            "BIGINT",
            "INT2",
            "INT4",
            "INT8",
            "BOOL",
            "BOOLEAN",
            "DEC",
            "DEC(5)",
            "DECIMAL",
            "DECIMAL( 10 , 2 )",
            "NUMERIC(10)",
            "NUMERIC(10,0)",
            "REAL",
            "FLOAT",
            "FLOAT(10)",
            "FLOAT(53)",
            "FLOAT4",
            "FLOAT8",
            "DOUBLE  PRECISION",
            "CHAR",
            "CHARACTER(3)",
            "NCHAR(3)",
            "NATIONAL CHARACTER(3)",
            "VARCHAR(10)",
            "CHARACTER VARYING(10)",
            "NATIONAL CHARACTER VARYING(10)",
            "TEXT",
            "BIT",
            "BIT(5)",
            "DATE",
            "TIME",
            "TIME(0)",
            "TIME(3)",
            "TIMESTAMP(0)",
            "TIMESTAMP(6)",
            "JSON");

    private static final List<String> MYSQL = List.of(
            "INT(11)",
            "INT UNSIGNED",
            "INT(10) UNSIGNED",
            "INT SIGNED",
            "INT ZEROFILL",
            "INT(7) UNSIGNED ZEROFILL",
            "INT1",
            "INT3",
            "MIDDLEINT",
            "TINYINT",
            "TINYINT(1)",
            "DECIMAL(10) UNSIGNED",
            "DECIMAL UNSIGNED",
            "FIXED(4,1)",
            "DOUBLE",
            "DOUBLE(10,2)",
            "FLOAT(7,4)",
            "YEAR",
            "YEAR(4)",
            "DATETIME",
            "DATETIME(0)",
            "DATETIME(6)",
            "BINARY",
            "VARBINARY(5)",
            "NVARCHAR(10)",
            "VARCHAR(10) CHARACTER SET latin1 COLLATE latin1_bin",
            "LONG VARCHAR",
            "LONG VARBINARY",
            "LONGBLOB",
            "ENUM( 'a' , 'B, c' )",
            "SET('x','Y')",
            "GEOMETRYCOLLECTION",
            "POINT");

    private static final List<String> POSTGRES = List.of(
            "SERIAL",
            "BIGSERIAL",
            "SMALLSERIAL",
            "pg_catalog.int4",
            "DECIMAL(10)",
            "VARCHAR",
            "CHARACTER VARYING",
            "BPCHAR",
            "BPCHAR(4)",
            "BIT VARYING",
            "VARBIT(3)",
            "TIMESTAMPTZ",
            "TIMESTAMPTZ(0)",
            "TIMESTAMP(0) WITH TIME ZONE",
            "TIMESTAMP WITHOUT TIME ZONE",
            "TIMETZ(2)",
            "TIME WITH TIME ZONE",
            "INTERVAL",
            "INTERVAL(3)",
            "INTERVAL YEAR TO MONTH",
            "INTERVAL DAY TO SECOND(3)",
            "INT[]",
            "INT4[3][3]",
            "TEXT ARRAY",
            "_int4",
            "VARCHAR(5)[]",
            "TIMESTAMPTZ(0)[]",
            "\"char\"",
            "NUMERIC(3,-2)",
            "JSONB",
            "UUID",
            "INET");

    private final Fixture fixture;

    TypeFormContract(Fixture fixture) {
        this.fixture = fixture;
    }

    void formsAreThoseOfTheCatalogue() throws SQLException {
        boolean postgres = fixture.database.engine() == Engine.POSTGRESQL;
        List<String> types = Stream.concat(BOTH.stream(), (postgres ? POSTGRES : MYSQL).stream())
                .toList();
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            columns.add("c" + i + " " + types.get(i) + (postgres ? "" : " NULL"));
        }
        fixture.database.execute("CREATE TABLE " + fixture.quoted("spelt") + " (" + String.join(", ", columns) + ")");
        SchemaNormalForm form = fixture.dialect.normalForm(fixture.server.product());
        List<String> others = new ArrayList<>();
        List<Column> shown = fixture.read("spelt").columns();
        for (int i = 0; i < types.size(); i++) {
            String there = shown.get(i).nativeType();
            if (!form.type(types.get(i)).equals(form.type(there))) {
                others.add(
                        types.get(i) + ": " + form.type(types.get(i)) + ", not " + form.type(there) + " of " + there);
            }
        }
        assertThat(others).isEmpty();
    }
}
