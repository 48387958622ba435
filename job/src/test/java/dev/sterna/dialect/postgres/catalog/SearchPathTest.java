package dev.sterna.dialect.postgres.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SearchPathTest {
    @Test
    void namesAreFoldedUnlessTheyAreQuoted() {
        assertThat(SearchPath.names("\"$user\", Public,\"My, \"\"own\"\"\""))
                .containsExactly("$user", "public", "My, \"own\"");
    }

    @Test
    void anEmptyNameIsNone() {
        assertThat(SearchPath.names("\"\"")).isEmpty();
        assertThat(SearchPath.names("")).isEmpty();
    }
}
