package dev.sterna.dialect.postgres.rows;

import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.dialect.rows.BulkLoad.Incoming;
import dev.sterna.dialect.rows.RowStatements;
import java.util.HexFormat;
import java.util.List;

/** How statements that people give to PostgreSQL spell names and values. */
final class PostgresRowForm implements RowStatements.Form {
    @Override
    public String name(String identifier) {
        return Literals.identifier(identifier);
    }

    @Override
    public String text(String value) {
        return Literals.string(value);
    }

    @Override
    public String octets(byte[] value) {
        return Literals.string("\\x" + HexFormat.of().formatHex(value)) + "::bytea";
    }

    @Override
    public String placeholder(Incoming column) {
        return PostgresBulkLoad.placeholder(column);
    }

    @Override
    public String beforeValues() {
        return " OVERRIDING SYSTEM VALUE ";
    }

    @Override
    public List<String> opening() {
        return List.of(
                "SET client_encoding = 'UTF8';",
                "SET DateStyle = 'ISO, YMD';",
                "SET IntervalStyle = 'postgres';",
                "SET TimeZone = 'UTC';",
                "SET xmloption = content;",
                "SET lc_monetary = 'C';");
    }
}
