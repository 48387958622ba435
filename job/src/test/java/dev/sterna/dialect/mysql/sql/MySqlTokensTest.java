package dev.sterna.dialect.mysql.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.sql.SqlToken;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class MySqlTokensTest {
    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("`a``b`.c", List.of("NAME a`b", "SIGN .", "WORD c")),
                Arguments.of("Select 1", List.of("WORD Select", "WORD 1")),
                Arguments.of("1st $x a$b", List.of("WORD 1st", "WORD $x", "WORD a$b")),
                Arguments.of("größe", List.of("WORD größe")),
                Arguments.of("'it''s' \"a\"\"b\"", List.of("TEXT it's", "TEXT a\"b")),
                Arguments.of("'a\\'b\\\\' `a\\`", List.of("TEXT a'b\\", "NAME a\\")),
                Arguments.of("_utf8mb4'x'", List.of("WORD _utf8mb4", "TEXT x")),
                Arguments.of("a->b--1", List.of("WORD a", "SIGN -", "SIGN >", "WORD b", "SIGN -", "SIGN -", "WORD 1")),
                Arguments.of("a -- `b`\nc # d\ne /* f */g", List.of("WORD a", "WORD c", "WORD e", "WORD g")),
                Arguments.of("a /* /* b */ c", List.of("WORD a", "WORD c")),
                Arguments.of("a 'open", List.of("WORD a", "TEXT open")),
                Arguments.of("a /* open", List.of("WORD a")),
                Arguments.of("'\\", List.of("TEXT \\")),
                Arguments.of(" ", List.of()));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void cuts(String sql, List<String> tokens) {
        assertThat(MySqlTokens.of(sql)).extracting(MySqlTokensTest::shown).isEqualTo(tokens);
    }

    @Test
    void aTokenKnowsWhereItStands() {
        String sql = "SELECT `a`, 'b\\'' /* c */ FROM d";
        assertThat(MySqlTokens.of(sql))
                .allSatisfy(token ->
                        assertThat(sql.substring(token.start(), token.end())).isEqualTo(token.text()));
    }

    @Test
    void aWordIsNoQuotedNameAndNoText() {
        assertThat(MySqlTokens.of("From `from` 'from'"))
                .extracting(token -> token.is("FROM"))
                .containsExactly(true, false, false);
    }

    private static String shown(SqlToken token) {
        return token.kind() + " " + token.plain();
    }
}
