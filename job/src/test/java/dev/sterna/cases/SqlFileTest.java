package dev.sterna.cases;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlFileTest {
    @Test
    void aStatementEndsWithASemicolonAtTheEndOfALine() {
        assertThat(SqlFile.statements("""
                        -- a comment
                        CREATE TABLE a (
                          v text DEFAULT ';' NOT NULL
                        );
                        INSERT INTO a VALUES ('x'); INSERT INTO a VALUES ('y');

                        SELECT 1
                        """))
                .containsExactly(
                        "CREATE TABLE a (\n  v text DEFAULT ';' NOT NULL\n)",
                        "INSERT INTO a VALUES ('x'); INSERT INTO a VALUES ('y')",
                        "SELECT 1");
    }

    @Test
    void whatStandsBetweenMarksIsOneStatement() {
        assertThat(SqlFile.statements("""
                        SELECT 1;
                        --{
                        CREATE FUNCTION f() RETURNS int
                        BEGIN
                          -- kept
                          RETURN 1;
                        END;
                        --}
                        SELECT 2;
                        """))
                .containsExactly(
                        "SELECT 1", "CREATE FUNCTION f() RETURNS int\nBEGIN\n  -- kept\n  RETURN 1;\nEND", "SELECT 2");
    }
}
