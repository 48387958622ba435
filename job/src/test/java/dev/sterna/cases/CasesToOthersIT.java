package dev.sterna.cases;

import dev.sterna.embedded.Engine;

/** The cases of migrations to MariaDB and MySQL. With those of another target they take two processes to one end. */
class CasesToOthersIT extends PlayedCases {
    CasesToOthersIT() {
        super(target -> target != Engine.POSTGRESQL);
    }
}
