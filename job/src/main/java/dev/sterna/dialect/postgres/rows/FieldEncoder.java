package dev.sterna.dialect.postgres.rows;

import dev.sterna.dialect.rows.StagedRow;
import java.sql.SQLException;

/** Writes one value that is not NULL; chosen once per table and column. */
interface FieldEncoder {
    void encode(StagedRow row, int column, CopyBuffer out) throws SQLException;

    /** A value that the target's column cannot hold; the message names the column and never the value. */
    static SQLException refused(String column, String why) {
        return new SQLException("Cannot load column " + column + ": " + why, "22003");
    }

    /** U+0000 in text. */
    static SQLException nulCharacter(String column) {
        return new SQLException(
                "Cannot load column " + column + ": a text has a NUL character, which PostgreSQL cannot hold;"
                        + " sterna.types.on-nul-character = strip takes it out, and the backup says in how many texts",
                "22021");
    }
}
