package dev.sterna.dialect.postgres.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sterna.sql.SqlToken;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PostgresTokensTest {
    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("\"a\"\"b\".Größe$1", List.of("NAME a\"b", "SIGN .", "WORD größe$1")),
                Arguments.of("'it''s' 'a\\'", List.of("TEXT it's", "TEXT a\\")),
                Arguments.of("E'a\\'b' e''", List.of("ESCAPED E'a\\'b'", "ESCAPED e''")),
                Arguments.of("$$a'b$$ $t$ $$ $t$", List.of("BODY a'b", "BODY  $$ ")),
                Arguments.of("$1 + 2.50", List.of("SIGN $", "NUMBER 1", "OPERATOR +", "NUMBER 2.50")),
                Arguments.of("a<@b::c", List.of("WORD a", "OPERATOR <@", "WORD b", "SIGN :", "SIGN :", "WORD c")),
                Arguments.of("a --b\n,/* c /* d */ e */f", List.of("WORD a", "SIGN ,", "WORD f")));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void cuts(String sql, List<String> tokens) {
        assertThat(PostgresTokens.meaningful(sql))
                .extracting(token -> token.kind() + " " + token.plain())
                .isEqualTo(tokens);
    }

    @ParameterizedTest
    @MethodSource("texts")
    void allTokensTogetherAreTheText(String sql) {
        assertThat(PostgresTokens.of(sql).stream().map(SqlToken::text).collect(Collectors.joining()))
                .isEqualTo(sql);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'a", "\"a", "E'a\\'", "$$a", "$t$a$$"})
    void aQuoteThatNothingClosesIsRefused(String sql) {
        assertThatThrownBy(() -> PostgresTokens.of(sql))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Cannot find the end of a quoted text in the catalogue's SQL");
    }
}
