package dev.sterna.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sterna.embedded.Engine;
import org.junit.jupiter.api.Test;

/** The cases of migrations to PostgreSQL. */
class CasesIT extends PlayedCases {
    CasesIT() {
        super(target -> target == Engine.POSTGRESQL);
    }

    @Test
    void everyFolderIsOfPairs() {
        assertThat(CaseFolder.strays()).isEmpty();
    }
}
