package dev.sterna.dialect.postgres.rows;

import dev.sterna.dialect.postgres.sql.Literals;
import dev.sterna.dialect.rows.BulkLoad.Incoming;
import dev.sterna.dialect.rows.RowStatements;
import java.util.HexFormat;

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
}
